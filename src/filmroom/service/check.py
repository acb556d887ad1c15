"""Checking an archive: every object against its SHA-256, every row against its object; and repairing what follows."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from filmroom.service.check_instances import InstanceCheck, renew_row, stored_instances
from filmroom.service.check_report import CheckReport, Problem, Progress
from filmroom.service.rebuild import rebuild_index, rebuild_studies
from filmroom.service.writing import write
from filmroom.store.tables import instance

if TYPE_CHECKING:
    from filmroom.service.settle import Settler
    from filmroom.store.database import Database
    from filmroom.store.objects import ObjectStore

__all__ = ["CheckReport", "CheckService"]

_AT_ONCE = 500


def _quiet(phase: str, done: int, total: int | None) -> None:
    """Take no notice."""


class CheckService:
    """Checks one archive, while it is used or not; in little memory, however large it is."""

    def __init__(self, database: Database, objects: ObjectStore, settler: Settler) -> None:
        self._database = database
        self._objects = objects
        self._settler = settler

    def check(self, *, repair: bool = False, progress: Progress = _quiet) -> CheckReport:
        """Look at every object and every row, and say what was found.

        Args:
            repair: also make anew what follows from the objects: rows that are outdated, the resources that come from
                DICOM, and the rows that search looks at. Objects are neither changed nor deleted.

        Raises:
            StorageUnavailableError: the store of objects is away.
            DatabaseError: the database is.
        """
        report = CheckReport(unsettled=self._settler.waiting())
        self._check_instances(report, progress, repair=repair)
        self._check_objects(report, progress)
        if repair:
            self._rebuild(report, progress)
        return report

    def _check_instances(self, report: CheckReport, progress: Progress, *, repair: bool) -> None:
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).select_from(instance)).scalar_one()
        inspection = InstanceCheck(self._objects)
        for stored in stored_instances(self._database):
            problem, facts = inspection.check(stored)
            if problem in (Problem.MISSING, Problem.DAMAGED) and not self._is_kept(stored.kept.sop_instance_uid):
                continue  # deleted since its row was read
            report.instances += 1
            if problem is None:
                report.sound += 1
            else:
                report.note(problem, stored.kept.sop_instance_uid)
            if repair and problem is Problem.OUTDATED and facts is not None:
                write(self._database, partial(renew_row, stored=stored, facts=facts))
            progress("instances", report.instances, total)

    def _check_objects(self, report: CheckReport, progress: Progress) -> None:
        keys = iter(self._objects.keys())
        while some := list(islice(keys, _AT_ONCE)):
            with self._database.read() as connection:
                needed = select(instance.c.sha256).where(instance.c.sha256.in_([bytes.fromhex(key) for key in some]))
                known = {bytes(key).hex() for key in connection.execute(needed).scalars()}
            for key in some:
                report.objects += 1
                if key not in known:
                    report.note(Problem.ORPHAN, key)
            progress("objects", report.objects, None)

    def _rebuild(self, report: CheckReport, progress: Progress) -> None:
        report.rebuilt_studies, report.changed_studies = rebuild_studies(
            self._database, self._settler, lambda done: progress("studies", done, None)
        )
        report.rebuilt_resources = rebuild_index(self._database, lambda done: progress("index", done, None))

    def _is_kept(self, sop_instance_uid: str) -> bool:
        with self._database.read() as connection:
            found = select(instance.c.sop_instance_uid).where(instance.c.sop_instance_uid == sop_instance_uid)
            return connection.execute(found).first() is not None
