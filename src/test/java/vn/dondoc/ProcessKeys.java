package vn.dondoc;

import java.util.List;
import org.camunda.community.process_test_coverage.spring_test.common.ProcessEngineCoverageProperties;

/** The processes that the application deploys. */
public final class ProcessKeys {

  public static final List<String> ALL =
      List.of(
          "CalendarAdjustment",
          "Campaign",
          "CommunePeoplesCommittee",
          "DailyDigest",
          "DepartmentOfHealth",
          "DepartmentOfInformation",
          "DepartmentOfLabour",
          "DetailedPlan",
          "Difficulty",
          "DistrictPeoplesCommittee",
          "Duty",
          "Escalation",
          "EscalationSweep",
          "FarmersAndWomensUnion",
          "FatherlandFront",
          "FederationOfLabour",
          "MailDispatch",
          "ProvincialPost",
          "ProvincialSocialInsurance",
          "ResultReport",
          "SoutheastEconomicZone",
          "YouthUnion");

  private ProcessKeys() {}

  /** Fails the test class that does not walk every node and every flow of this process. */
  public static ProcessEngineCoverageProperties fullCoverageOf(String key) {
    return ProcessEngineCoverageProperties.builder()
        .excludeProcessDefinitionKeys(
            ALL.stream().filter(other -> !other.equals(key)).toArray(String[]::new))
        .handleTestMethodCoverage(false)
        .assertClassCoverageAtLeast(1.0)
        .build();
  }
}
