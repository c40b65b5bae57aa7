"""Word forms: a door to the same facts for people who write in Word.

Holds: the open places of a form, the form with its controls, the reading of what comes back. Takes: papers rendered
from trial facts; Word files people sent. Gives: forms to hand out; answers with every problem at its heading.
Never: rendering, converting, the clock.
"""

from vanban.intake.word.find import Shape, Spot, numbered, refound, shape_of, spots_of, unplaced
from vanban.intake.word.make import Identity, make_form
from vanban.intake.word.places import Asked, Place, places_of
from vanban.intake.word.trial import Trials, completed, trials_of

__all__ = [
    "Asked",
    "Identity",
    "Place",
    "Shape",
    "Spot",
    "Trials",
    "completed",
    "make_form",
    "numbered",
    "places_of",
    "refound",
    "shape_of",
    "spots_of",
    "trials_of",
    "unplaced",
]
