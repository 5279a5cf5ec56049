#!/usr/bin/env python
"""Every command starts here."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run one management command with the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A setting is missing or wrong: its sentence, without fifty lines of how we came to read it.
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
