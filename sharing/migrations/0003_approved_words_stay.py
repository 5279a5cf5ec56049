"""What a person approved cannot be changed while it is on its way: not by a mistake of ours, not by hand.

PostgreSQL only, as the tenant walls are. The way to change a share leads through the draft, in one transaction.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION sharing_share_approved() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the words of a share on its way cannot be changed: it must go back to draft first'; END $$
"""
TRIGGER = """
CREATE TRIGGER approved BEFORE UPDATE ON sharing_share FOR EACH ROW
WHEN (
    OLD.state IN ('scheduled', 'held', 'publishing', 'unconfirmed')
    AND NEW.state IN ('scheduled', 'held', 'publishing', 'unconfirmed')
    AND (OLD.text, OLD.alternative_text, OLD.network, OLD.content_sha256)
        IS DISTINCT FROM (NEW.text, NEW.alternative_text, NEW.network, NEW.content_sha256)
)
EXECUTE FUNCTION sharing_share_approved()
"""


def raise_it(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(TRIGGER)


def lower_it(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS approved ON sharing_share")
        schema_editor.execute("DROP FUNCTION IF EXISTS sharing_share_approved()")


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_connection_in_flight_and_network_health")]

    operations = [migrations.RunPython(raise_it, lower_it)]
