package vn.dondoc.notice;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;
import vn.dondoc.directive.FinalReportDue;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.Duty;
import vn.dondoc.duty.DutyReturned;
import vn.dondoc.duty.ExtensionDecided;
import vn.dondoc.duty.ReturnDecided;
import vn.dondoc.duty.SupplementAsked;
import vn.dondoc.escalation.CaseDecided;
import vn.dondoc.escalation.CaseDecided.DecidedDuty;
import vn.dondoc.escalation.CaseDecided.Outcome;
import vn.dondoc.escalation.UnitUrged;
import vn.dondoc.organisation.Units;

/**
 * What units are told at once. Each mail is written in the transaction of what it tells, so there
 * is one if and only if that has happened.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Notices {

  /** Nobody reads more in a mail. */
  private static final int ITEMS = 30;

  /** Letters of a remark that stands among others; the whole is with the duty. */
  private static final int REMARK = 300;

  private final Mails mails;
  private final Duties duties;
  private final Units units;
  private final Clock clock;

  Notices(Mails mails, Duties duties, Units units, Clock clock) {
    this.mails = mails;
    this.duties = duties;
    this.units = units;
    this.clock = clock;
  }

  /** One mail to each unit of the case, about all its duties there. */
  @EventListener
  void on(UnitUrged urged) {
    Map<String, List<Duty>> byUnit =
        duties.ofCase(urged.caseId()).stream()
            .collect(Collectors.groupingBy(Duty::unit, LinkedHashMap::new, Collectors.toList()));
    String superior = units.name(urged.superior());
    mails.add(
        MailKind.URGED,
        byUnit.entrySet().stream()
            .map(each -> urging(each.getKey(), superior, each.getValue(), urged.remark()))
            .toList());
  }

  private Mails.Draft urging(String unit, String superior, List<Duty> overdue, String remark) {
    boolean courteous = overdue.stream().anyMatch(Duty::request);
    int count = overdue.size();
    String opening =
        courteous
            ? "Ngày %s, %s trân trọng đề nghị %s quan tâm thực hiện các nội dung sau đây, đã qua thời hạn đề nghị:"
            : "Ngày %s, %s đôn đốc %s khẩn trương thực hiện và báo cáo các nhiệm vụ quá hạn sau đây:";
    return new Mails.Draft(
        unit,
        courteous
            ? superior + " đề nghị quan tâm thực hiện " + count + " nội dung đã qua thời hạn"
            : superior + " đôn đốc " + count + " nhiệm vụ quá hạn",
        list(
            List.of(opening.formatted(today(), superior, units.name(unit))),
            overdue.stream().map(duty -> item(duty, due(duty, courteous))).toList(),
            remark(remark, overdue.stream().anyMatch(Duty::restricted))));
  }

  private static String due(Duty duty, boolean courteous) {
    return (courteous ? "Thời hạn đề nghị " : "Hạn ") + Words.time(duty.due());
  }

  /** One mail to each unit that owed or now owes some of the duties, and one to their superior. */
  @EventListener
  void on(CaseDecided decided) {
    Map<Long, Duty> byId =
        decided.duties().stream()
            .map(each -> duties.require(each.dutyId()))
            .collect(Collectors.toMap(Duty::id, duty -> duty));
    Map<String, List<DecidedDuty>> owed = new LinkedHashMap<>();
    Map<String, List<DecidedDuty>> taken = new LinkedHashMap<>();
    for (DecidedDuty each : decided.duties()) {
      owed.computeIfAbsent(each.unit(), unit -> new ArrayList<>()).add(each);
      if (each.outcome() == Outcome.REASSIGNED) {
        taken.computeIfAbsent(each.newUnit(), unit -> new ArrayList<>()).add(each);
      }
    }
    String committee =
        units.name(byId.values().stream().map(Duty::committee).findFirst().orElseThrow());
    List<Mails.Draft> drafts = new ArrayList<>();
    owed.forEach((unit, its) -> drafts.add(decision(unit, committee, its, byId)));
    taken.forEach((unit, its) -> drafts.add(takeOver(unit, committee, its, byId)));
    boolean above =
        byId.values().stream().noneMatch(duty -> duty.committee().equals(decided.superior()));
    if (above && !owed.containsKey(decided.superior())) {
      drafts.add(forSuperior(decided, committee, byId));
    }
    mails.add(MailKind.DECIDED, drafts);
  }

  private Mails.Draft decision(
      String unit, String committee, List<DecidedDuty> its, Map<Long, Duty> byId) {
    boolean courteous = its.stream().anyMatch(each -> byId.get(each.dutyId()).request());
    return new Mails.Draft(
        unit,
        courteous
            ? "Ý kiến của " + committee + " về " + its.size() + " nội dung đã qua thời hạn"
            : committee + " quyết định xử lý " + its.size() + " nhiệm vụ quá hạn",
        list(
            List.of(
                courteous
                    ? "Ngày " + today() + ", " + committee + " có ý kiến về các nội dung sau đây:"
                    : "Ngày "
                        + today()
                        + ", "
                        + committee
                        + " quyết định về các nhiệm vụ quá hạn sau đây:"),
            its.stream()
                .map(
                    each -> {
                      Duty duty = byId.get(each.dutyId());
                      return item(duty, outcome(each, courteous) + ownRemark(each, its, duty));
                    })
                .toList(),
            sharedRemark(its, byId)));
  }

  private String outcome(DecidedDuty decided, boolean courteous) {
    return switch (decided.outcome()) {
      case EXTENDED -> "Gia hạn đến " + Words.time(decided.newDue());
      case URGED ->
          (courteous ? "Đề nghị quan tâm thực hiện, trả lời trước " : "Đôn đốc, báo cáo trước ")
              + Words.time(decided.newDue());
      case REASSIGNED -> "Phân công lại cho " + units.name(decided.newUnit());
      case WAIVED -> courteous ? "Không phải thực hiện nữa" : "Cho phép không thực hiện";
    };
  }

  private Mails.Draft takeOver(
      String unit, String committee, List<DecidedDuty> its, Map<Long, Duty> byId) {
    return new Mails.Draft(
        unit,
        committee + " phân công lại " + its.size() + " nhiệm vụ cho đơn vị",
        list(
            List.of(
                "Ngày "
                    + today()
                    + ", "
                    + committee
                    + " phân công đơn vị thực hiện các nhiệm vụ sau đây:"),
            its.stream()
                .map(
                    each -> {
                      Duty duty = byId.get(each.dutyId());
                      return item(
                          duty,
                          "Thay "
                              + units.name(each.unit())
                              + " · Hạn "
                              + Words.time(each.newDue())
                              + ownRemark(each, its, duty));
                    })
                .toList(),
            sharedRemark(its, byId)));
  }

  private Mails.Draft forSuperior(CaseDecided decided, String committee, Map<Long, Duty> byId) {
    boolean courteous = byId.values().stream().anyMatch(Duty::request);
    return new Mails.Draft(
        decided.superior(),
        committee
            + (courteous ? " có ý kiến về " : " quyết định xử lý ")
            + decided.duties().size()
            + (courteous ? " nội dung đã qua thời hạn" : " nhiệm vụ quá hạn"),
        list(
            List.of(
                "Ngày "
                    + today()
                    + ", "
                    + committee
                    + (courteous ? " có ý kiến về" : " quyết định về")
                    + " các "
                    + Words.noun(courteous)
                    + " sau đây của đơn vị mà quý cơ quan theo dõi:"),
            decided.duties().stream()
                .map(
                    each ->
                        item(
                            byId.get(each.dutyId()),
                            units.name(each.unit()) + " · " + outcome(each, courteous)))
                .toList(),
            List.of()));
  }

  @EventListener
  void on(SupplementAsked asked) {
    Duty duty = duties.require(asked.dutyId());
    String superior = units.name(duties.superior(duty));
    String ask = duty.request() ? "đề nghị bổ sung kết quả" : "yêu cầu bổ sung kết quả";
    mails.add(
        MailKind.SUPPLEMENT_ASKED,
        List.of(
            new Mails.Draft(
                duty.unit(),
                (duty.request() ? "Đề nghị bổ sung: " : "Yêu cầu bổ sung: ") + Words.title(duty),
                Letter.about(
                    List.of(
                        "Ngày %s, %s %s của %s sau đây:"
                            .formatted(today(), superior, ask, Words.noun(duty.request()))),
                    item(duty, due(duty, duty.request())),
                    remark(asked.remark(), duty.restricted())))));
  }

  @EventListener
  void on(ExtensionDecided decided) {
    Duty duty = duties.require(decided.dutyId());
    String superior = units.name(duties.superior(duty));
    String answer;
    if (decided.granted()) {
      answer = "Đồng ý gia hạn đến " + Words.day(decided.due().toLocalDate());
    } else {
      answer = duty.request() ? "Chưa thể gia hạn" : "Không đồng ý gia hạn";
    }
    mails.add(
        MailKind.EXTENSION_DECIDED,
        List.of(
            new Mails.Draft(
                duty.unit(),
                answer + ": " + Words.title(duty),
                Letter.about(
                    List.of(
                        "Ngày %s, %s trả lời đề nghị gia hạn của đơn vị: %s."
                            .formatted(today(), superior, lower(answer))),
                    item(
                        duty,
                        (decided.granted() ? "Hạn mới " : "Hạn vẫn là ")
                            + Words.time(decided.due())),
                    remark(decided.remark(), duty.restricted())))));
  }

  @EventListener
  void on(DutyReturned returned) {
    Duty duty = duties.require(returned.dutyId());
    String unit = units.name(duty.unit());
    mails.add(
        MailKind.RETURNED,
        List.of(
            new Mails.Draft(
                returned.resolver(),
                unit + " trả lại " + Words.noun(duty.request()) + " " + Words.title(duty),
                Letter.about(
                    List.of(
                        "Ngày %s, %s trả lại %s sau đây vì không thuộc thẩm quyền, chờ đơn vị xử lý:"
                            .formatted(today(), unit, Words.noun(duty.request()))),
                    item(duty, due(duty, duty.request())),
                    reason(returned.reason(), duty.restricted())))));
  }

  @EventListener
  void on(ReturnDecided decided) {
    Duty duty = duties.require(decided.dutyId());
    String what = Words.noun(duty.request());
    List<String> remark = remark(decided.remark(), duty.restricted());
    List<Mails.Draft> drafts = new ArrayList<>();
    if (decided.newUnit() == null) {
      drafts.add(
          new Mails.Draft(
              decided.returnedBy(),
              "Cho phép không thực hiện: " + Words.title(duty),
              Letter.about(
                  List.of(
                      "Ngày %s, đơn vị được phép không thực hiện %s đã trả lại:"
                          .formatted(today(), what)),
                  item(duty, null),
                  remark)));
    } else if (decided.newUnit().equals(decided.returnedBy())) {
      drafts.add(
          new Mails.Draft(
              decided.returnedBy(),
              "Đề nghị tiếp tục thực hiện: " + Words.title(duty),
              Letter.about(
                  List.of(
                      "Ngày %s, %s đơn vị đã trả lại được giao tiếp tục thực hiện:"
                          .formatted(today(), what)),
                  item(duty, due(duty, duty.request())),
                  remark)));
    } else {
      String newUnit = units.name(decided.newUnit());
      drafts.add(
          new Mails.Draft(
              decided.returnedBy(),
              "Đã phân công lại: " + Words.title(duty),
              Letter.about(
                  List.of(
                      "Ngày %s, %s đơn vị đã trả lại được phân công lại cho %s:"
                          .formatted(today(), what, newUnit)),
                  item(duty, null),
                  remark)));
      drafts.add(
          new Mails.Draft(
              decided.newUnit(),
              "Phân công thực hiện: " + Words.title(duty),
              Letter.about(
                  List.of(
                      "Ngày %s, đơn vị được phân công thực hiện %s sau đây, thay %s:"
                          .formatted(today(), what, units.name(decided.returnedBy()))),
                  item(duty, due(duty, duty.request())),
                  remark)));
    }
    mails.add(MailKind.RETURN_DECIDED, drafts);
  }

  @EventListener
  void on(FinalReportDue report) {
    String what =
        (report.again() ? "Báo cáo tổng kết cần chỉnh sửa" : "Đến kỳ báo cáo tổng kết")
            + ", văn bản số "
            + report.documentNumber();
    mails.add(
        MailKind.FINAL_REPORT_DUE,
        List.of(
            new Mails.Draft(
                report.lead(),
                what + ": hạn " + Words.day(report.due().toLocalDate()),
                Letter.about(
                    List.of(
                        report.again()
                            ? "Báo cáo tổng kết chưa được phê duyệt, đề nghị chỉnh sửa và báo cáo lại."
                            : "Đã hết hạn các đơn vị gửi kết quả, đề nghị lập báo cáo tổng kết trình UBND tỉnh."),
                    new Letter.Item(
                        "Báo cáo tổng kết – văn bản " + report.documentNumber(),
                        "Hạn " + Words.time(report.due()),
                        Words.TO_REPORT + report.campaignId()),
                    List.of()))));
  }

  private static Letter list(List<String> opening, List<Letter.Item> items, List<String> closing) {
    int shown = Math.min(ITEMS, items.size());
    int more = items.size() - shown;
    return new Letter(
        opening,
        List.of(
            new Letter.Section(
                null, List.copyOf(items.subList(0, shown)), more, more > 0 ? "/" : null)),
        closing);
  }

  private static Letter.Item item(Duty duty, String detail) {
    return new Letter.Item(Words.title(duty), detail, Words.TO_DUTY + duty.id());
  }

  /**
   * What a person wrote. About a restricted duty it may name citizens, and a mailbox is open to
   * more people than the duty is.
   */
  private static List<String> remark(String remark, boolean restricted) {
    return said("Ý kiến", remark, restricted);
  }

  private static List<String> reason(String reason, boolean restricted) {
    return said("Lý do", reason, restricted);
  }

  private static List<String> said(String label, String text, boolean restricted) {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    return List.of(label + ": " + (restricted ? "xem trong hệ thống." : text));
  }

  /** What was said of all these duties alike is said once. */
  private static List<String> sharedRemark(List<DecidedDuty> its, Map<Long, Duty> byId) {
    return isShared(its)
        ? remark(
            its.get(0).remark(),
            its.stream().anyMatch(each -> byId.get(each.dutyId()).restricted()))
        : List.of();
  }

  private static String ownRemark(DecidedDuty decided, List<DecidedDuty> its, Duty duty) {
    return isShared(its)
        ? ""
        : remark(decided.remark(), duty.restricted()).stream()
            .map(text -> " · " + StringUtils.truncate(text, REMARK))
            .collect(Collectors.joining());
  }

  private static boolean isShared(List<DecidedDuty> its) {
    return its.stream().map(DecidedDuty::remark).distinct().count() == 1;
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase() + text.substring(1);
  }

  private String today() {
    return Words.day(LocalDate.now(clock));
  }
}
