"""The second wall, as migration operations. Their SQL is frozen: old migrations run it for ever.

PostgreSQL only. `FORCE` makes the policy hold for the role that owns the table too, so one plain role may own and use
the database; a superuser or a role with BYPASSRLS would see everything, which a system check refuses.
"""

from collections.abc import Mapping
from typing import Any

from django.db.migrations.operations.base import Operation


class _PostgresOnly(Operation):
    reduces_to_sql = True
    reversible = True
    references: Mapping[str, str]

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Walls change nothing in the state Django keeps of its models."""

    def table(self, app_label: str, state: Any, model: str) -> str:
        return str(state.apps.get_model(app_label, model)._meta.db_table)

    def raise_references(self, schema_editor: Any, state: Any, table: str) -> None:
        """Composite keys: a row whose reference lies in another organisation is refused."""
        for column, target in self.references.items():
            label, name = target.split(".")
            other = self.table(label, state, name)
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_wall" '
                f'FOREIGN KEY (organisation_id, {column}_id) REFERENCES "{other}" (organisation_id, id) '
                "DEFERRABLE INITIALLY DEFERRED"
            )

    def drop_references(self, schema_editor: Any, table: str) -> None:
        """Without them again."""
        for column in self.references:
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{table}_{column}_wall"')


class Wall(_PostgresOnly):
    """Raise row level security on one table, and composite keys on its references to other tenant tables.

    `references` names the columns that point at a tenant table, as {"item": "content_library.ContentItem"}: the
    database then refuses a row whose reference lies in another organisation.
    """

    def __init__(self, model: str, references: dict[str, str] | None = None) -> None:
        self.model = model
        self.references = references or {}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self.table(app_label, to_state, self.model)
        policy = "organisation_id = (SELECT NULLIF(current_setting('app.organisation_id', true), '')::bigint)"
        schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'CREATE POLICY tenant ON "{table}" USING ({policy}) WITH CHECK ({policy})')
        schema_editor.execute(f'CREATE UNIQUE INDEX "{table}_wall" ON "{table}" (organisation_id, id)')
        self.raise_references(schema_editor, to_state, table)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self.table(app_label, from_state, self.model)
        self.drop_references(schema_editor, table)
        schema_editor.execute(f'DROP INDEX IF EXISTS "{table}_wall" CASCADE')
        schema_editor.execute(f'DROP POLICY IF EXISTS tenant ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        return f"Raise the tenant wall on {self.model}"


class WallReferences(_PostgresOnly):
    """Composite keys on references that a walled table gained later, named as in `Wall`."""

    def __init__(self, model: str, references: dict[str, str]) -> None:
        self.model = model
        self.references = references

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self.table(app_label, to_state, self.model)
        self.raise_references(schema_editor, to_state, table)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self.table(app_label, from_state, self.model)
        self.drop_references(schema_editor, table)

    def describe(self) -> str:
        return f"Raise the tenant wall on references of {self.model}"


class AppendOnly(_PostgresOnly):
    """Let rows be added and, for retention, deleted; never changed."""

    def __init__(self, model: str) -> None:
        self.model = model

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self.table(app_label, to_state, self.model)
        schema_editor.execute(
            f'CREATE FUNCTION "{table}_frozen"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        schema_editor.execute(
            f'CREATE TRIGGER frozen BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{table}_frozen"()'
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self.table(app_label, from_state, self.model)
        schema_editor.execute(f'DROP TRIGGER IF EXISTS frozen ON "{table}"')
        schema_editor.execute(f'DROP FUNCTION IF EXISTS "{table}_frozen"()')

    def describe(self) -> str:
        return f"Make {self.model} append-only"
