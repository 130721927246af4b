package vn.dondoc.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.SimpleResolver;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class UnitsTest {

  private UnitTable table;
  private Units units;

  @BeforeEach
  void fillTheTable() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).target("1").load().migrate();
    table = new UnitTable(JdbcClient.create(database));
    units = new Units(table, Duration.ofHours(1));
    UnitFiles.read(DataFiles.ALL_OF_NGHE_AN, List.of()).orThrow().forEach(table::insert);
  }

  @Test
  void findsAUnitByItsCode() {
    Unit ward = new Unit("xa-16663", "UBND phường Đông Vĩnh", Kind.COMMUNE, "huyen-412", null);

    assertThat(units.require("xa-16663")).isEqualTo(ward);
    assertThat(units.find("xa-16663")).contains(ward);
    assertThat(units.exists("xa-16663")).isTrue();
    assertThat(units.name("xa-16663")).isEqualTo("UBND phường Đông Vĩnh");
  }

  @Test
  void refusesACodeItDoesNotKnow() {
    assertThat(units.find("so-xay-dung")).isEmpty();
    assertThat(units.exists("so-xay-dung")).isFalse();
    assertThat(units.exists(null)).isFalse();
    assertThatThrownBy(() -> units.require("so-xay-dung"))
        .isInstanceOf(UnknownUnit.class)
        .hasMessage("Không có đơn vị nào mang mã «so-xay-dung»");
    assertThatThrownBy(() -> units.name("so-xay-dung")).isInstanceOf(UnknownUnit.class);
    assertThatThrownBy(() -> units.below("so-xay-dung")).isInstanceOf(UnknownUnit.class);
  }

  @Test
  void listsAllUnitsInTheOrderOfTheirCodes() {
    assertThat(units.all()).hasSize(493).extracting(Unit::code).isSorted();
  }

  @Test
  void listsTheDirectSubordinatesOnly() {
    assertThat(units.below("huyen-413"))
        .containsExactly(
            "xa-16717", "xa-16720", "xa-16723", "xa-16726", "xa-16729", "xa-16732", "xa-16735");
    assertThat(units.below("ubnd-tinh")).hasSize(32).contains("bhxh-tinh", "huyen-413");
    assertThat(units.below("xa-16663")).isEmpty();
  }

  @Test
  void listsTheDistricts() {
    assertThat(units.districts()).hasSize(21).startsWith("huyen-412").endsWith("huyen-432");
  }

  @Test
  void knowsTheProvince() {
    assertThat(units.top().code()).isEqualTo("ubnd-tinh");
  }

  @Test
  void keepsThoseListedThatExistAndNamesAMissingOneOnce(CapturedOutput log) {
    assertThat(units.present("tinh-doan", "hoi-cuu-chien-binh", "buu-dien"))
        .containsExactly("tinh-doan", "buu-dien");
    assertThat(units.present("hoi-cuu-chien-binh")).isEmpty();

    assertThat(log.getAll().split("«hoi-cuu-chien-binh»", -1)).as("once").hasSize(2);
  }

  @Test
  void isCalledByExpressionsWithAListOrWithArguments() {
    ExpressionFactoryImpl juel = new ExpressionFactoryImpl();
    SimpleContext context = new SimpleContext(new SimpleResolver());
    context.setVariable("units", juel.createValueExpression(units, Object.class));

    for (String expression :
        List.of(
            "${units.present('hoi-nong-dan, hoi-lhpn')}",
            "${units.present('hoi-nong-dan', 'hoi-lhpn')}")) {
      assertThat(juel.createValueExpression(context, expression, Object.class).getValue(context))
          .isEqualTo(List.of("hoi-nong-dan", "hoi-lhpn"));
    }
    assertThat(
            juel.createValueExpression(context, "${units.below('huyen-412')}", Object.class)
                .getValue(context))
        .isEqualTo(units.below("huyen-412"));
  }

  @Test
  void seesWhatAnotherNodeChanged() {
    Units otherNode = new Units(table, Duration.ZERO);
    assertThat(units.name("buu-dien")).isEqualTo(otherNode.name("buu-dien"));

    table.update(new Unit("buu-dien", "Bưu điện", Kind.AGENCY, "ubnd-tinh", null));

    assertThat(otherNode.name("buu-dien")).isEqualTo("Bưu điện");
    assertThat(units.name("buu-dien")).as("still from memory").isEqualTo("Bưu điện tỉnh");
    units.refresh();
    assertThat(units.name("buu-dien")).isEqualTo("Bưu điện");
  }
}
