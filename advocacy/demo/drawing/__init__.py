"""The demo's pictures, drawn by code.

Every module here only writes SVG strings with the standard library; `render` alone needs
Chromium and Pillow, and only to turn the drawings into the PNG files kept in `pictures/`.
Run `python -m advocacy.demo.drawing` to draw everything again.
"""
