package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;

/** What a unit is assigned and may begin with at once is written together, at the end. */
@SmallProvinceTest
class OpeningsTest {

  private static final String COMMUNE = "xa-16663";

  @Autowired Province province;
  @Autowired RuntimeService runtime;
  @Autowired Duties duties;
  @Autowired PlatformTransactionManager transactions;

  private TransactionTemplate transaction;
  private String campaign;

  @BeforeEach
  void issueWithoutHandingOut() {
    transaction = new TransactionTemplate(transactions);
    province.at(Province.ISSUE);
    campaign = province.start("15/UBND-VX", "2024-05-06", "2024-05-01", "2024-05-31");
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void writesADutyOnceWithAllThatTheTransactionHasBroughtIt() {
    transaction.executeWithoutResult(
        now -> {
          handOut();
          assertThat(written()).isZero();
        });

    assertThat(states())
        .containsExactly(
            "11.d1 NOT_ACCEPTED true true",
            "11.d2 NOT_ACCEPTED true true",
            "11.d3 WAITING false false",
            "11.d4 NOT_ACCEPTED true true",
            "11.d5 NOT_ACCEPTED true true",
            "11.d6 NOT_ACCEPTED true true",
            "11.d7 NOT_ACCEPTED true true");
    assertThat(
            province.count(
                """
                select count(*) from duty d join act_ru_variable v on v.name_ = 'dutyId'
                  and v.proc_inst_id_ = d.process_instance_id and v.long_ = d.id
                where d.campaign_id = ? and d.unit = d.assigned_unit and d.due = d.original_due
                """,
                campaign))
        .isEqualTo(6);
  }

  @Test
  void writesItBeforeAnythingElseHappensToIt() {
    transaction.executeWithoutResult(
        now -> {
          handOut();
          duties.waive(dutyOf(handedOut("11.d4")), "ubnd-tinh", "Không thực hiện");
          assertThat(written()).isEqualTo(7);
        });

    assertThat(states()).contains("11.d4 WAIVED true true", "11.d5 NOT_ACCEPTED true true");
    assertThat(province.events(province.dutyId(campaign, "11.d4", COMMUNE)))
        .containsExactly("WAIVED");
  }

  @Test
  void assignsADutyOnceThoughTwoProcessesOfATransactionAskForIt() {
    transaction.executeWithoutResult(
        now -> {
          handOut();
          handOut();
        });

    assertThat(written()).isEqualTo(7);
  }

  @Test
  void assignsADutyOnceThoughAProcessAsksForItThatBeginsLater() {
    handOut();
    handOut();

    assertThat(written()).isEqualTo(7);
  }

  @Test
  void leavesNothingWhenTheTransactionFails() {
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    now -> {
                      handOut();
                      throw new IllegalStateException("afterwards");
                    }))
        .hasMessage("afterwards");

    assertThat(written()).isZero();
    assertThat(
            province.count("select count(*) from act_ru_task where task_def_key_ = 'PerformDuty'"))
        .isZero();
  }

  private String handOut() {
    return runtime
        .startProcessInstanceByKey(
            "CommunePeoplesCommittee",
            COMMUNE,
            Map.of(
                "campaignId", campaign,
                "unit", COMMUNE,
                "issuedOn", "2024-05-06",
                "periodStart", "2024-05-01",
                "periodEnd", "2024-05-31"))
        .getId();
  }

  /** The process of a duty that is open. */
  private String handedOut(String clause) {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKey("Duty")
        .variableValueEquals("clause", clause)
        .singleResult()
        .getId();
  }

  private long dutyOf(String process) {
    return ((Number) runtime.getVariable(process, "dutyId")).longValue();
  }

  private long written() {
    return province.count("select count(*) from duty where campaign_id = ?", campaign);
  }

  private List<String> states() {
    return province
        .jdbc
        .sql(
            """
            select clause, state, begun_at is not null as begun, process_instance_id is not null as runs
            from duty where campaign_id = ? order by clause
            """)
        .param(campaign)
        .query(
            (row, n) ->
                "%s %s %s %s"
                    .formatted(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
        .list();
  }
}
