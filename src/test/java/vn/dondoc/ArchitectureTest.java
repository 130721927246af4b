package vn.dondoc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.springframework.modulith.core.ApplicationModules;

@AnalyzeClasses(packages = "vn.dondoc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static void keepsTheEdgesBetweenModules(com.tngtech.archunit.core.domain.JavaClasses classes) {
    ApplicationModules.of(DonDocApplication.class).verify();
  }

  @ArchTest
  static final ArchRule onlyWorkflowsTalkToTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages("vn.dondoc.engine..", "vn.dondoc.security..")
          .and()
          .haveSimpleNameNotEndingWith("Workflow")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda..");

  @ArchTest
  static final ArchRule onlyItsSetUpAndItsGuardsUseInternalsOfTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages("vn.dondoc.engine..", "vn.dondoc.security..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda.bpm.engine.impl..");

  @ArchTest
  static final ArchRule dependenciesComeThroughConstructors =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
}
