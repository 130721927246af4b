package vn.dondoc.organisation;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import vn.dondoc.engine.SystemAuthority;

class OrganisationLoaderTest {

  private static final String TINH = "tinh,UBND tỉnh,PROVINCE,,";
  private static final String SO = "so,Sở A,AGENCY,tinh,so@example.org";

  private static JdbcClient jdbc;
  private static DataSourceTransactionManager transactions;
  private static ProcessEngine engine;
  private static IdentityService identity;

  private UnitTable table;
  private Units units;

  @BeforeAll
  static void startAnEngine() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:organisation;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = JdbcClient.create(database);
    transactions = new DataSourceTransactionManager(database);
    SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
    configuration.setApplicationContext(new StaticApplicationContext());
    configuration.setDataSource(database);
    configuration.setTransactionManager(transactions);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setAuthorizationEnabled(true);
    configuration.setEnablePasswordPolicy(true);
    configuration.setGroupResourceWhitelistPattern("[a-zA-Z0-9-]+");
    engine = configuration.buildProcessEngine();
    identity = engine.getIdentityService();
  }

  @AfterAll
  static void stopTheEngine() {
    engine.close();
    jdbc.sql("shutdown").update();
  }

  @BeforeEach
  void startFromNothing() {
    jdbc.sql("set referential_integrity false").update();
    for (String filled :
        List.of(
            "unit",
            "unit_seed",
            "officer_seed",
            "act_id_membership",
            "act_id_user",
            "act_id_group",
            "act_ru_authorization")) {
      jdbc.sql("delete from " + filled).update();
    }
    jdbc.sql("set referential_integrity true").update();
    table = new UnitTable(jdbc);
    units = new Units(table);
  }

  @Test
  void bringsInTheProvinceItsAgenciesDistrictsAndCommunes() {
    load(DataFiles.ALL_OF_NGHE_AN);

    assertThat(units.all()).hasSize(493);
    assertThat(units.all().stream().collect(groupingBy(Unit::kind, counting())))
        .isEqualTo(
            Map.of(Kind.PROVINCE, 1L, Kind.AGENCY, 11L, Kind.DISTRICT, 21L, Kind.COMMUNE, 460L));
    assertThat(units.require("ubnd-tinh"))
        .isEqualTo(
            new Unit(
                "ubnd-tinh", "UBND tỉnh Nghệ An", Kind.PROVINCE, null, "ubnd-tinh@nghean.example"));
    assertThat(units.require("huyen-412"))
        .isEqualTo(new Unit("huyen-412", "UBND thành phố Vinh", Kind.DISTRICT, "ubnd-tinh", null));
    assertThat(units.require("xa-16663"))
        .isEqualTo(new Unit("xa-16663", "UBND phường Đông Vĩnh", Kind.COMMUNE, "huyen-412", null));
    assertThat(units.districts().stream().map(district -> units.below(district).size()))
        .containsExactly(
            25, 7, 9, 13, 12, 21, 17, 23, 21, 33, 13, 22, 21, 37, 39, 33, 38, 29, 19, 18, 10);
  }

  @Test
  void makesEveryUnitAGroupOfTheEngine() {
    load(DataFiles.ALL_OF_NGHE_AN);

    assertThat(identity.createGroupQuery().groupType("UNIT").count()).isEqualTo(493);
    assertThat(identity.createGroupQuery().groupId("bhxh-tinh").singleResult().getName())
        .isEqualTo("BHXH tỉnh Nghệ An");
  }

  @Test
  void changesNothingAtTheSecondStart() {
    assertThat(load(DataFiles.ALL_OF_NGHE_AN)).isEqualTo(new OrganisationLoader.Changes(493, 0));
    assertThat(load(DataFiles.ALL_OF_NGHE_AN)).isEqualTo(new OrganisationLoader.Changes(0, 0));

    assertThat(jdbc.sql("select max(rev_) from act_id_group").query(Integer.class).single())
        .isEqualTo(1);
    assertThat(identity.createGroupQuery().count()).isEqualTo(493);
  }

  @Test
  void updatesAUnitWhoseNameSuperiorOrMailboxChanged() {
    load(DataFiles.units(TINH, SO, "chi-cuc,Chi cục,AGENCY,tinh,"));

    assertThat(
            load(
                DataFiles.units(
                    TINH,
                    "so,Sở A và B,AGENCY,tinh,so-ab@example.org",
                    "chi-cuc,Chi cục,AGENCY,so-moi,",
                    "so-moi,Sở mới,AGENCY,tinh,")))
        .isEqualTo(new OrganisationLoader.Changes(1, 2));

    assertThat(units.require("so"))
        .isEqualTo(new Unit("so", "Sở A và B", Kind.AGENCY, "tinh", "so-ab@example.org"));
    assertThat(units.below("so-moi")).containsExactly("chi-cuc");
    assertThat(identity.createGroupQuery().groupId("so").singleResult())
        .extracting(Group::getName, Group::getType)
        .containsExactly("Sở A và B", "UNIT");
  }

  @Test
  void keepsUnitsThatNoFileNamesAndMailboxesThatItLeavesEmpty() {
    load(DataFiles.units(TINH, SO, "chi-cuc,Chi cục,AGENCY,so,"));

    load(DataFiles.units(TINH, "so,Sở A,AGENCY,tinh,"));

    assertThat(units.exists("chi-cuc")).isTrue();
    assertThat(units.require("so").email()).isEqualTo("so@example.org");
  }

  @Test
  void loadsNothingWhenOneRowIsBad() {
    assertThatThrownBy(() -> load(DataFiles.units(TINH, SO, "so-b,Sở B,AGENCY,so-c,")))
        .isInstanceOf(BadDataFile.class);
    assertThatThrownBy(() -> load(DataFiles.withOfficers(DataFiles.units(TINH, SO), "an,An,so-b,")))
        .isInstanceOf(BadDataFile.class);

    assertThat(table.all()).isEmpty();
    assertThat(identity.createGroupQuery().count()).isZero();
  }

  @Test
  void loadsNothingWhenTheEngineRefusesAnOfficer() {
    assertThatThrownBy(
            () -> load(DataFiles.withOfficers(DataFiles.units(TINH, SO), "an.nguyen,An,so,")))
        .as("this engine accepts letters and digits only")
        .hasMessageContaining("an.nguyen");

    assertThat(table.all()).isEmpty();
    assertThat(identity.createGroupQuery().count()).isZero();
  }

  @Test
  void letsNodesStartAtTheSameTime() throws Exception {
    OrganisationSettings settings =
        DataFiles.withOfficers(DataFiles.ALL_OF_NGHE_AN, "an,Nguyễn Văn An,so-y-te,");
    Callable<OrganisationLoader.Changes> start = () -> load(settings);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Future<OrganisationLoader.Changes>> started = nodes.invokeAll(List.of(start, start));
      assertThat(List.of(started.get(0).get(), started.get(1).get()))
          .containsExactlyInAnyOrder(
              new OrganisationLoader.Changes(493, 0), new OrganisationLoader.Changes(0, 0));
    } finally {
      nodes.shutdown();
    }

    assertThat(identity.createGroupQuery().count()).isEqualTo(493);
  }

  @Test
  void letsOfficersActForTheirUnits() {
    OrganisationSettings settings =
        DataFiles.withOfficers(
            DataFiles.units(TINH, SO),
            "an,Nguyễn Văn An,so,an@example.org",
            "an,Nguyễn Văn An,tinh,an@example.org",
            "b,Bình B,so,");

    load(settings);
    load(settings);

    assertThat(identity.createUserQuery().userId("an").singleResult())
        .extracting(User::getFirstName, User::getLastName, User::getEmail)
        .containsExactly("Nguyễn Văn", "An", "an@example.org");
    assertThat(identity.createUserQuery().userId("b").singleResult())
        .extracting(User::getFirstName, User::getLastName, User::getEmail)
        .containsExactly("Bình", "B", null);
    assertThat(identity.createGroupQuery().groupMember("an").list())
        .extracting(Group::getId)
        .containsExactlyInAnyOrder("so", "tinh");
    assertThat(identity.createUserQuery().memberOfGroup("so").list())
        .extracting(User::getId)
        .containsExactlyInAnyOrder("an", "b");
  }

  @Test
  void leavesAnOfficerWhoIsThereHisPasswordAndName() {
    User an = identity.newUser("an");
    an.setFirstName("An");
    an.setPassword("Mật-khẩu-2024-CŨ");
    identity.saveUser(an);

    load(DataFiles.withOfficers(DataFiles.units(TINH, SO), "an,Nguyễn Văn An,so,"));

    assertThat(identity.checkPassword("an", "Mật-khẩu-2024-CŨ")).isTrue();
    assertThat(identity.createUserQuery().userId("an").singleResult().getFirstName())
        .isEqualTo("An");
    assertThat(identity.createGroupQuery().groupMember("an").singleResult().getId())
        .isEqualTo("so");
  }

  private OrganisationLoader.Changes load(OrganisationSettings settings) {
    return new OrganisationLoader(
            settings,
            table,
            units,
            new OrganisationWorkflow(
                identity, engine.getTaskService(), new SystemAuthority(identity)),
            transactions)
        .load();
  }
}
