package vn.dondoc.letter;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;
import vn.dondoc.directive.ReportSubmitted;
import vn.dondoc.duty.Duties;
import vn.dondoc.duty.Duty;
import vn.dondoc.escalation.UnitsUrged;
import vn.dondoc.letter.Documents.Kind;
import vn.dondoc.organisation.Units;

/**
 * Makes a document when a report is sent and when units are urged, inside the transaction of that:
 * either both are there or neither.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DocumentsMade {

  private final JdbcClient jdbc;
  private final ReportFacts facts;
  private final LetterWriter writer;
  private final Documents documents;
  private final ReportDrafts drafts;
  private final Duties duties;
  private final Units units;

  DocumentsMade(
      JdbcClient jdbc,
      ReportFacts facts,
      LetterWriter writer,
      Documents documents,
      ReportDrafts drafts,
      Duties duties,
      Units units) {
    this.jdbc = jdbc;
    this.facts = facts;
    this.writer = writer;
    this.documents = documents;
    this.drafts = drafts;
    this.duties = duties;
    this.units = units;
  }

  @EventListener
  void reported(ReportSubmitted report) {
    CampaignFacts campaign = facts.campaign(report.campaignId()).orElseThrow();
    boolean last = report.kind().equals("FINAL");
    LocalDateTime now = facts.now();
    documents.keep(
        campaign.id(),
        last ? Kind.FINAL_REPORT : Kind.WEEKLY_REPORT,
        last ? "Báo cáo tổng kết " + campaign.title() : "Báo cáo tuần đến ngày " + Words.day(now),
        (last ? "bao-cao-tong-ket-" : "bao-cao-tuan-") + day(now) + ".docx",
        writer.report(campaign, last, report.text()),
        report.reportId(),
        null,
        Set.of(),
        now,
        report.actor());
    drafts.drop(campaign.id(), report.kind());
  }

  private record CaseRow(String unit, String superior) {}

  @EventListener
  void urged(UnitsUrged urged) {
    CampaignFacts campaign = facts.campaign(urged.campaignId()).orElseThrow();
    CaseRow found =
        jdbc.sql("select unit, superior from escalation_case where id = ?")
            .param(urged.caseId())
            .query(CaseRow.class)
            .single();
    List<Duty> owed =
        duties.ofCase(urged.caseId()).stream()
            .filter(duty -> urged.dutyIds().contains(duty.id()))
            .toList();
    Set<String> addressees = new TreeSet<>();
    owed.forEach(duty -> addressees.add(duty.unit()));
    boolean ofAllBelow = found.unit().equals(found.superior());
    addressees.add(found.unit());
    String name = units.name(found.unit());
    LocalDateTime now = facts.now();
    documents.keep(
        campaign.id(),
        Kind.URGING_LETTER,
        StringUtils.capitalize(
            (isCourteous(owed) ? "công văn đề nghị phối hợp: " : "văn bản đôn đốc: ")
                + (ofAllBelow ? "các đơn vị thuộc " + name : name)),
        "cong-van-" + found.unit() + "-" + day(now) + ".docx",
        writer.urging(
            campaign,
            urged,
            owed,
            ofAllBelow ? name + " và UBND các xã, phường, thị trấn có tên tại Phụ lục" : name,
            isCourteous(owed)),
        null,
        urged.caseId(),
        addressees,
        now,
        urged.decidedBy());
  }

  private static boolean isCourteous(List<Duty> owed) {
    return owed.stream().anyMatch(Duty::request);
  }

  private static String day(LocalDateTime time) {
    return DateTimeFormatter.ISO_LOCAL_DATE.format(time);
  }
}
