"""`python -m schema`: renew what is generated from the models."""

from __future__ import annotations

from schema.derive import all_ddl, dictionary, export, statements, working_copy
from schema.settings import ROOT

GENERATED = {
    "schema/lake.sql": all_ddl,
    "schema/rows.sql": statements,
    "schema/copy.sql": working_copy,
    "schema/export.sql": export,
    "data/DICTIONARY.md": dictionary,
}


def main() -> None:
    """Write every generated file."""
    for name, make in GENERATED.items():
        (ROOT / name).write_text(make(), encoding="utf-8")
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
