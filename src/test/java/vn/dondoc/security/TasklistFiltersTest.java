package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import vn.dondoc.Province;
import vn.dondoc.SmallProvinceTest;

/** The lists of Tasklist: who has which, and what is in them. */
@SmallProvinceTest
class TasklistFiltersTest {

  private static final String COMMUNE = "xa-16663";
  private static final String DISTRICT = "huyen-412";

  @Autowired Province province;
  @Autowired FilterService filters;
  @Autowired TaskService tasks;
  @Autowired RepositoryService repository;
  @Autowired AuthorizationService rights;
  @Autowired IdentityService identity;
  @Autowired TasklistFilters tasklistFilters;

  private String campaign;

  @BeforeEach
  void issue() {
    campaign = province.issue();
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @Test
  void offersDecisionsOnlyToUnitsThatDecide() {
    List<String> own = List.of("Việc của đơn vị", "Việc của tôi", "Sắp đến hạn", "Quá hạn");
    List<String> all =
        List.of(
            "Việc của đơn vị",
            "Việc của tôi",
            "Sắp đến hạn",
            "Quá hạn",
            "Chờ duyệt",
            "Xử lý quá hạn");

    assertThat(names(COMMUNE)).containsExactlyInAnyOrderElementsOf(own);
    assertThat(names("ubmttq-tinh")).containsExactlyInAnyOrderElementsOf(own);
    assertThat(names(DISTRICT)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(names("bhxh-tinh")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(names("ubnd-tinh")).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void offersDecisionsToTheLeadOfANewDirectiveAtOnce() throws IOException {
    String model =
        new ClassPathResource("processes/insurance-month/Campaign.bpmn")
            .getContentAsString(StandardCharsets.UTF_8);
    Deployment another =
        repository
            .createDeployment()
            .addString("Campaign.bpmn", model.replace("bhxh-tinh", "ubmttq-tinh"))
            .deploy();
    try {
      assertThat(names("ubmttq-tinh")).contains("Chờ duyệt", "Xử lý quá hạn");
    } finally {
      repository.deleteDeployment(another.getId(), true);
      rights
          .createAuthorizationQuery()
          .groupIdIn("ubmttq-tinh")
          .resourceType(Resources.FILTER)
          .list()
          .forEach(right -> rights.deleteAuthorization(right.getId()));
    }
  }

  @Test
  void offersDecisionsToAllWhoDecideWhenAListWasDeletedAndIsThereAgain() {
    filters.deleteFilter(id("Chờ duyệt"));
    assertThat(names("bhxh-tinh")).doesNotContain("Chờ duyệt");

    tasklistFilters.prepare();

    assertThat(names("bhxh-tinh")).contains("Chờ duyệt");
    assertThat(names(DISTRICT)).contains("Chờ duyệt");
    assertThat(names(COMMUNE)).doesNotContain("Chờ duyệt");
  }

  @Test
  void keepsFiltersAsTheyAreAcrossRestarts() {
    Filter overdue = filters.createFilterQuery().filterName("Quá hạn").singleResult();
    overdue.setProperties(Map.of("priority", 99));
    filters.saveFilter(overdue);
    long before = filters.createFilterQuery().count();

    tasklistFilters.prepare();

    assertThat(filters.createFilterQuery().count()).isEqualTo(before);
    assertThat(filters.createFilterQuery().filterName("Quá hạn").singleResult().getProperties())
        .containsEntry("priority", 99);
  }

  @Test
  void countsWhatIsDueSoonFromThreeWorkingDaysBeforeToTheMinuteOfTheDeadline() {
    // 11.d4 is due on Friday, 31 May, 17:00; three working days before is Tuesday, 28 May.
    province.at("2024-05-27T23:59");
    assertThat(clauses(COMMUNE, "Sắp đến hạn")).doesNotContain("11.d4");
    province.at("2024-05-28T00:01");
    assertThat(clauses(COMMUNE, "Sắp đến hạn")).contains("11.d4");
    province.at("2024-05-31T16:59");
    assertThat(clauses(COMMUNE, "Sắp đến hạn")).contains("11.d4");
    assertThat(clauses(COMMUNE, "Quá hạn")).doesNotContain("11.d4");
    province.at("2024-05-31T17:01");
    assertThat(clauses(COMMUNE, "Sắp đến hạn")).doesNotContain("11.d4");
    assertThat(clauses(COMMUNE, "Quá hạn")).contains("11.d4");
  }

  @Test
  void putsResultsAndRequestsBeforeTheDistrictThatDecides() {
    assertThat(clauses(DISTRICT, "Chờ duyệt")).isEmpty();

    report("11.d4", Map.of("outcome", "done", "summary", "Đã làm"));
    report(
        "11.d5", Map.of("outcome", "extension", "requestedDue", "2024-06-05", "reason", "Mưa lũ"));

    assertThat(clauses(DISTRICT, "Chờ duyệt")).containsExactlyInAnyOrder("11.d4", "11.d5");
    assertThat(clauses("bhxh-tinh", "Chờ duyệt")).isEmpty();
  }

  @Test
  void putsCasesBeforeTheDistrictThatUrges() {
    province.passes("2024-05-14T17:01");
    province.passes("2024-05-14T17:10");

    assertThat(list(DISTRICT, "Xử lý quá hạn"))
        .extracting(Task::getTaskDefinitionKey)
        .containsExactly("UrgeUnit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%Chỉ đạo đoàn thể%",
        "%chi dao doan the%",
        "%CHI DAO DOAN THE%",
        "%chỉ đạo đoàn thể%",
        "%11.d4%"
      })
  void findsATaskByItsNameOrClauseWithOrWithoutToneMarks(String typed) {
    assertThat(search(COMMUNE, typed)).containsExactly("11.d4");
  }

  @Test
  void findsBothSpellingsOfAToneMarkAndNothingElse() {
    // 9.c is "… cầu nối …"; 11.d5 has "hội nghị" and "cơ sở vật chất".
    assertThat(search(COMMUNE, "%co so vat chat%")).containsExactly("11.d5");
    assertThat(search(COMMUNE, "%cơ sở vật chât%")).containsExactly("11.d5");
    assertThat(search(COMMUNE, "%xyz%")).isEmpty();
  }

  private void report(String clause, Map<String, Object> variables) {
    province.complete(province.duty(campaign, clause, COMMUNE), COMMUNE, variables);
  }

  private List<String> names(String unit) {
    return as(
        unit, () -> filters.createFilterQuery().list().stream().map(Filter::getName).toList());
  }

  private List<Task> list(String unit, String filter) {
    return as(unit, () -> filters.list(id(filter)));
  }

  private List<String> clauses(String unit, String filter) {
    List<Task> found = list(unit, filter);
    assertThat(as(unit, () -> filters.count(id(filter)))).isEqualTo(found.size());
    return clausesOf(found);
  }

  private List<String> search(String unit, String nameLike) {
    return clausesOf(
        as(
            unit,
            () ->
                filters.list(
                    id("Việc của đơn vị"), tasks.createTaskQuery().taskNameLike(nameLike))));
  }

  private List<String> clausesOf(List<Task> found) {
    return found.stream().map(task -> (String) tasks.getVariable(task.getId(), "clause")).toList();
  }

  private String id(String filter) {
    return filters.createFilterQuery().filterName(filter).singleResult().getId();
  }

  private <T> T as(String unit, Supplier<T> action) {
    identity.setAuthentication(unit, List.of(unit));
    try {
      return action.get();
    } finally {
      identity.clearAuthentication();
    }
  }
}
