package vn.dondoc.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.Province;
import vn.dondoc.security.Browser;
import vn.dondoc.security.ServedProvinceTest;

@ServedProvinceTest
class MeasurementsTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";
  private static final Pattern LINE = Pattern.compile("(dondoc_\\w+(?:\\{[^}]*})?) ([0-9.E+-]+)");

  @LocalServerPort int port;
  @Autowired Province province;
  @Autowired Measurements measurements;
  @Autowired Mails mails;
  @Autowired ManagementService management;
  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void forget() {
    province.at("2024-05-06T08:00");
    measurements.forget();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void tellsEveryNumberWhileThereIsNothingToCount() {
    Map<String, Double> numbers = numbers();

    assertThat(numbers.keySet().stream().filter(name -> name.startsWith("dondoc_duties{")))
        .hasSize(6 * 3 + 2 + 1);
    assertThat(numbers)
        .containsEntry("dondoc_duties{state=\"done\",time=\"done_late\"}", 0.0)
        .containsEntry("dondoc_duties_overdue", 0.0)
        .containsEntry("dondoc_cases{stage=\"committee\"}", 0.0)
        .containsEntry("dondoc_mails{state=\"refused\"}", 0.0)
        .containsEntry("dondoc_mails{state=\"no_address\"}", 0.0)
        .containsEntry("dondoc_jobs_failed", 0.0)
        .containsKey("dondoc_jobs_delay_seconds");
  }

  @Test
  void tellsWhatTheTablesSay() {
    String campaign = province.issue();
    province.finish(campaign, "11.d4", COMMUNE, DISTRICT);
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-15T07:30");
    measurements.forget();
    Map<String, Double> numbers = numbers();

    province
        .jdbc
        .sql("select state, count(*) as n from duty group by state")
        .query(
            row -> {
              String state = "state=\"" + row.getString("state").toLowerCase() + "\"";
              assertThat(sum(numbers, "dondoc_duties{", state))
                  .as(state)
                  .isEqualTo(row.getDouble("n"));
            });
    assertThat(sum(numbers, "dondoc_duties{", ""))
        .isEqualTo(province.count("select count(*) from duty"));
    assertThat(numbers.get("dondoc_duties_overdue"))
        .isEqualTo(
            province.count(
                "select count(*) from duty where due < ? and state not in ('DONE', 'WAIVED')",
                province.now()))
        .isPositive();
    assertThat(numbers.get("dondoc_duties{state=\"done\",time=\"done_on_time\"}")).isOne();
    assertThat(numbers.get("dondoc_cases{stage=\"superior\"}"))
        .isEqualTo(province.count("select count(*) from escalation_case where stage = 'SUPERIOR'"))
        .isPositive();
    assertThat(sum(numbers, "dondoc_mails{", ""))
        .isEqualTo(province.count("select count(*) from mail"))
        .isPositive();
  }

  @Test
  void tellsOfFailedJobsAndOfThoseThatWaitTooLong() {
    String campaign = province.issue();
    province.at("2024-05-31T17:00:10");
    List<Job> due =
        management
            .createJobQuery()
            .processDefinitionKey("Duty")
            .timers()
            .duedateLowerThan(java.sql.Timestamp.valueOf("2024-05-31T17:00:01".replace('T', ' ')))
            .list();
    assertThat(due).as(campaign).isNotEmpty();
    management.setJobRetries(due.get(0).getId(), 0);
    measurements.forget();
    Map<String, Double> numbers = numbers();

    assertThat(numbers.get("dondoc_jobs_failed")).isOne();
    assertThat(numbers.get("dondoc_jobs_delay_seconds")).isGreaterThanOrEqualTo(10);
  }

  @Test
  void asksTheDatabaseOnceForAllNumbersAndNotAgainForSomeSeconds() {
    double before = numbers().get("dondoc_mails{state=\"no_address\"}");
    transaction.executeWithoutResult(
        status ->
            mails.add(
                MailKind.URGED,
                List.of(
                    new Mails.Draft(COMMUNE, "Thư", new Letter(List.of(), List.of(), List.of())))));

    assertThat(numbers().get("dondoc_mails{state=\"no_address\"}")).isEqualTo(before);
    measurements.forget();
    assertThat(numbers().get("dondoc_mails{state=\"no_address\"}")).isEqualTo(before + 1);
  }

  @Test
  void isClosedToEverybodyButAdministrators() {
    assertThat(new Browser(port).get("/actuator/prometheus").statusCode()).isEqualTo(401);
    assertThat(new Browser(port).basic(DISTRICT, "demo").get("/actuator/prometheus").statusCode())
        .isEqualTo(403);
  }

  private Map<String, Double> numbers() {
    String page = new Browser(port).basic("quan-tri", "demo").get("/actuator/prometheus").body();
    return LINE.matcher(page)
        .results()
        .collect(
            Collectors.toMap(
                line -> line.group(1), line -> Double.valueOf(line.group(2)), (one, same) -> one));
  }

  private static double sum(Map<String, Double> numbers, String start, String part) {
    return numbers.entrySet().stream()
        .filter(each -> each.getKey().startsWith(start) && each.getKey().contains(part))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
