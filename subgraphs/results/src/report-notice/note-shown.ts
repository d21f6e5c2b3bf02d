import { hasRole, type Viewer } from '@lianyi/shared/auth/viewer';
import { ExamReport } from '../exam-report/exam-report.entity';
import type { DiagnosticReport } from '../report/report.entity';
import type { ShownRecorder } from './shown-recorder';

/** Called with each report that is shown to the viewer of a request. */
export type NoteShown = (report: DiagnosticReport) => void;

/** Notes what those are shown who treat: others decide nothing by it, and need not be told. */
export function createNoteShown(shown: ShownRecorder, viewer: Viewer): NoteShown {
  const { institutionId } = viewer;
  if (!hasRole(viewer, 'CLINICIAN', 'FAMILY_DOCTOR')) return () => undefined;
  return (report) => {
    if (report.institutionId === institutionId) return;
    const { id: reportId, version, patientId, sensitivity } = report;
    const kind = report instanceof ExamReport ? 'EXAM' : 'LAB';
    shown.note({
      reportId,
      kind,
      version,
      patientId,
      institutionId,
      sensitive: sensitivity === 'ALL',
    });
  };
}
