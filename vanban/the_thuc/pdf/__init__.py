"""How the PDF reader reads: codes and fonts, what a page draws, lines, images, what the file says of itself."""
