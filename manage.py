"""Run Colonnade's commands from a checkout: ``python manage.py COMMAND``."""

from colonnade.__main__ import main

if __name__ == "__main__":
    main()
