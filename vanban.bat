@echo off
chcp 65001 >nul
setlocal
title vanban
pushd "%~dp0"
set "MOI_TRUONG=%LOCALAPPDATA%\vanban\moi-truong"
if exist "%MOI_TRUONG%\Scripts\python.exe" goto mo

echo Lần đầu: đang cài chương trình, chờ vài phút...
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul
if errorlevel 1 (
  echo Máy chưa có Python 3.11 trở lên. Tải ở https://www.python.org/downloads/windows/
  echo Khi cài, đánh dấu ô "Add python.exe to PATH", rồi mở lại tệp này.
  goto het
)
py -3 -m venv "%MOI_TRUONG%"
if errorlevel 1 goto hong
if exist "goi\" (
  "%MOI_TRUONG%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "goi" vanban
) else (
  "%MOI_TRUONG%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check .
)
if errorlevel 1 goto hong

:mo
"%MOI_TRUONG%\Scripts\python.exe" -m vanban.cli.menu
goto het

:hong
echo Chưa cài được. Kiểm tra mạng, rồi mở lại tệp này; vẫn lỗi thì gửi các dòng trên cho người hỗ trợ.
rmdir /s /q "%MOI_TRUONG%" 2>nul

:het
popd
endlocal
pause
