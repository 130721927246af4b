package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.duty.DutyCounts;
import vn.dondoc.duty.DutyState;
import vn.dondoc.escalation.Stage;

/** What the tests of boards, reports and documents may rely on. */
@WholeProvinceSimulated
class SimulatedCampaignTest {

  @Autowired SimulatedCampaign simulated;
  @Autowired Province province;
  @Autowired DueDates dueDates;

  @BeforeEach
  void atTheEnd() {
    simulated.backToTheEnd();
  }

  @Test
  void hasDutiesOfEveryTimeStatus() {
    DutyCounts counts =
        province
            .jdbc
            .sql("select " + DutyCounts.COLUMNS + " from duty d where d.campaign_id = :campaign")
            .param("campaign", simulated.id())
            .param("now", LocalDateTime.parse(SimulatedCampaign.END))
            .param("soon", dueDates.soon())
            .query((row, n) -> DutyCounts.of(row))
            .single();

    assertThat(counts.total()).isEqualTo(3468);
    assertThat(
            List.of(
                counts.inTime(),
                counts.dueSoon(),
                counts.overdue(),
                counts.doneOnTime(),
                counts.doneLate(),
                counts.waived()))
        .as(counts.toString())
        .allMatch(count -> count > 0);
  }

  @Test
  void hasDutiesInEveryState() {
    assertThat(texts("select distinct state from duty"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(DutyState.values()).map(Enum::name).toList());
  }

  @Test
  void hasCasesOfEveryStageAndEveryDecision() {
    assertThat(texts("select distinct stage from escalation_case"))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Stage.values()).map(Enum::name).toList());
    assertThat(
            texts("select distinct decision from escalation_decision where applied_at is not null"))
        .containsExactlyInAnyOrder("EXTEND", "URGE", "REASSIGN", "WAIVE");
    assertThat(province.count("select count(*) from escalation_case where chair_told_times > 1"))
        .isPositive();
  }

  @Test
  void hasEverythingElseThatHappensToADuty() {
    assertThat(texts("select distinct kind from duty_event"))
        .contains(
            "CLAIMED",
            "SUPPLEMENT_ASKED",
            "EXTENSION_ASKED",
            "EXTENSION_GRANTED",
            "EXTENSION_REFUSED",
            "RETURNED",
            "REASSIGNED",
            "WAIVED",
            "SUPERIOR_TOLD",
            "SUPERIOR_URGED",
            "COMMITTEE_TOLD",
            "CHAIR_TOLD",
            "EXTENDED",
            "URGED");
    assertThat(texts("select distinct state from difficulty")).hasSize(4);
    assertThat(province.count("select count(*) from duty_figure")).isGreaterThan(1000);
    assertThat(
            texts("select kind || ' ' || coalesce(answer, '-') from campaign_report order by id"))
        .containsExactly(
            "WEEKLY -", "WEEKLY -", "WEEKLY -", "WEEKLY -", "FINAL REFUSED", "FINAL -");
  }

  private List<String> texts(String sql) {
    return province.jdbc.sql(sql).query(String.class).list();
  }
}
