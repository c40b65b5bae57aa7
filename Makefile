# Hai lệnh là đủ trên máy Debian hoặc Ubuntu: make demo (lập kỳ mẫu), make test (chạy mọi phép thử).
# Two commands are all on Debian or Ubuntu: make demo builds the sample season, make test runs every test.

VENV := .venv
PY := $(VENV)/bin/python
SEASONS := data/son-duong-2021 data/an-hoa-2026
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
APT_RUN := libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation2 poppler-utils libjemalloc2
APT_TEST := $(APT_RUN) qpdf default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java \
	libcommons-logging-java libcommons-io-java ocrmypdf tesseract-ocr-vie

# Python của Debian, Ubuntu được dịch tối ưu: nhanh hơn một phần năm so với bản tự dịch thường đứng trước nó trên PATH.
PYTHON ?= $(shell [ "$$(uname)" = Linux ] && /usr/bin/python3 -c "import sys; sys.exit(sys.version_info < (3, 11))" \
	2>/dev/null && echo /usr/bin/python3 || echo python3)

# Python giữ bản đã dịch của mã, để mỗi lệnh khởi động nhanh.
unexport PYTHONDONTWRITEBYTECODE

JOBS := $(shell nproc 2>/dev/null || echo 2)

.PHONY: demo test sau fuzz mutants pdfa lint types contracts check bench bo-nho lock clean install install-test venv

demo: install
	$(PY) -m vanban kham
	for season in $(SEASONS); do \
		$(PY) -m vanban so-van-ban $$season nhap $$season/so-van-ban.csv && $(PY) -m vanban lap-ho-so $$season || exit 1; \
	done

test: install-test check
	$(PY) -m pytest -n $(JOBS) --dist loadscope

# Mọi phép thử với nhiều ví dụ ngẫu nhiên hơn (bình thường 50).
sau: install-test
	VANBAN_VI_DU=1000 $(PY) -m pytest -n $(JOBS) --dist loadscope

# 5.000 bảng Excel và phiếu Word bị làm hỏng ngẫu nhiên: không vết lỗi, không treo.
fuzz: install-test
	VANBAN_FUZZ=2500 $(PY) -m pytest -n 2 tests/intake/workbook/test_fuzz.py tests/intake/word/test_word_fuzz.py

# Mỗi quy tắc thể thức có tìm ra đúng văn bản làm sai nó không: in tỷ lệ.
mutants: install-test
	$(PY) -m tests.the_thuc.score

check: lint types contracts

lint: venv
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

types: venv
	$(PY) -m mypy

contracts: venv
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

bench: install-test
	$(PY) bench/do.py
	$(PY) -m bench.form

# Mười nghìn văn bản không dùng quá 215 MB bộ nhớ (trang trắng thay LibreOffice; khoảng mười phút).
bo-nho: venv
	$(PY) bench/rebuild.py 10000 215

# Bộ kiểm PDFBox Preflight xem từng hồ sơ và từng văn bản của kỳ mẫu; lập trước bằng make demo.
pdfa: install-test
	$(PY) bench/pdfa.py output

# Chỉ gọi apt khi thiếu gói, để chạy lại không cần mạng. Máy không có apt: xem README.
define apt_install
	@if command -v apt-get >/dev/null 2>&1; then \
		missing=""; \
		for package in $(1); do \
			dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; \
		done; \
		if [ -n "$$missing" ]; then \
			echo "Cài các gói còn thiếu:$$missing"; \
			$(SUDO) apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing >/dev/null || exit 1; \
		fi; \
	else \
		echo "Máy này không có apt-get; cần có sẵn: $(1)"; \
	fi
endef

install: venv
	$(call apt_install,$(APT_RUN))

install-test: venv
	$(call apt_install,$(APT_TEST))

venv: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml requirements.lock
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "Cần Python 3.11 trở lên, $(PYTHON) không phải bản ấy: cài rồi gọi lại, chẳng hạn make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { \
		echo "Cài python3-venv"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv >/dev/null; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Chọn lại phiên bản mới nhất của mọi thư viện.
lock: venv
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --upgrade -o requirements.lock

clean:
	rm -rf output $(VENV)
