package vn.dondoc.duty;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/**
 * Who may see the evidence of a duty, and who may change it: as the duty stands now, whoever had it
 * before.
 */
@Component
class EvidenceAccess {

  private final Duties duties;

  EvidenceAccess(Duties duties) {
    this.duties = duties;
  }

  /**
   * The duty, for somebody who reads its evidence.
   *
   * @throws NotFound if there is no such duty, or its evidence is none of this person's business
   */
  Duty requireReadable(long dutyId) {
    return duties.find(dutyId).filter(this::isReadable).orElseThrow(EvidenceAccess::notFound);
  }

  /**
   * The duty, for an officer who adds, changes or removes evidence; it stays as it is until the
   * transaction ends.
   *
   * @throws NotFound as in {@link #requireReadable}
   * @throws ResponseStatusException 403 if the person does not work for the duty's unit, 409 if the
   *     unit does not have the task of performing the duty
   */
  Duty requireChangeable(long dutyId) {
    Duty duty = duties.lock(dutyId).filter(this::isReadable).orElseThrow(EvidenceAccess::notFound);
    if (!Viewer.current().units().contains(duty.unit())) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Chỉ đơn vị được giao nhiệm vụ mới được thêm, sửa, gỡ minh chứng.");
    }
    if (!duty.state().isBeingPerformed()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "Không thể thêm, sửa, gỡ minh chứng khi nhiệm vụ đang ở trạng thái «"
              + duty.state().text()
              + "».");
    }
    return duty;
  }

  static NotFound notFound() {
    return new NotFound("minh chứng");
  }

  /** Whether the person may read the evidence of the duty. */
  boolean isReadable(Duty duty) {
    Viewer viewer = Viewer.current();
    if (!duty.restricted()) {
      return duties.isVisible(duty, viewer);
    }
    // A list of citizens. Not for administrators, whom isOf lets pass, nor for the committee, which
    // is the superior when the lead agency itself owes the duty.
    Set<String> readers = new HashSet<>(List.of(duty.unit(), duties.superior(duty), duty.lead()));
    readers.remove(duty.committee());
    return viewer.units().stream().anyMatch(readers::contains);
  }
}
