package vn.dondoc.operations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.ValidateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayProperties;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import vn.dondoc.engine.EngineTables;

/**
 * Takes all data of an H2 database over into the configured PostgreSQL, in place of the
 * application: {@code --dondoc.move.from=jdbc:h2:file:./data/don-doc}. It ends when it is done, and
 * moves all or nothing.
 */
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@EnableConfigurationProperties(MoveSettings.class)
public class DatabaseMove {

  private static final Logger log = LoggerFactory.getLogger(DatabaseMove.class);

  private static final int H2_IN_USE = 90020;
  private static final List<Integer> H2_MISSING = List.of(90013, 90146);

  /**
   * Nothing is made where nothing is; and H2 does not make the file smaller when it closes it,
   * which might lose rows.
   */
  private static final String AS_IT_IS = ";IFEXISTS=TRUE;MAX_COMPACT_TIME=0";

  /** Whether the command line asks for it. */
  public static boolean isAskedFor(String... arguments) {
    return new SimpleCommandLinePropertySource(arguments).containsProperty("dondoc.move.from");
  }

  /** Does it; the settings are those of the application. */
  public static void run(String... arguments) {
    new SpringApplicationBuilder(DatabaseMove.class)
        .web(WebApplicationType.NONE)
        .run(arguments)
        .close();
  }

  @Bean
  ApplicationRunner move(DataSource target, MoveSettings settings, FlywayProperties flyway) {
    return arguments -> {
      try (Connection from = open(settings);
          Connection to = target.getConnection()) {
        refuseOtherThanPostgres(to);
        refuseOtherVersion(settings, flyway);
        EngineTables.create(target);
        report(new AllRows(from, to).move());
      }
    };
  }

  private static Connection open(MoveSettings settings) throws SQLException {
    String address = String.valueOf(settings.from());
    if (!address.startsWith("jdbc:h2:")) {
      throw new MoveRefused(
          "nguồn «" + address + "» không phải cơ sở dữ liệu H2",
          "đặt dondoc.move.from, ví dụ jdbc:h2:file:./data/don-doc");
    }
    try {
      return DriverManager.getConnection(address + AS_IT_IS, settings.user(), settings.password());
    } catch (SQLException e) {
      if (e.getErrorCode() == H2_IN_USE) {
        throw new MoveRefused(
            "cơ sở dữ liệu H2 «" + address + "» đang được dùng", "dừng ứng dụng rồi chạy lại");
      }
      if (H2_MISSING.contains(e.getErrorCode())) {
        throw new MoveRefused(
            "không có cơ sở dữ liệu H2 nào ở «" + address + "»",
            "sửa dondoc.move.from; đường dẫn tính từ thư mục hiện tại, không có đuôi .mv.db");
      }
      throw e;
    }
  }

  private static void refuseOtherThanPostgres(Connection to) throws SQLException {
    if (!to.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      throw new MoveRefused(
          "đích «" + to.getMetaData().getURL() + "» không phải PostgreSQL",
          "đặt spring.datasource.url sang cơ sở dữ liệu PostgreSQL mới");
    }
  }

  /** The target has just been brought up to this application's version. */
  private static void refuseOtherVersion(MoveSettings settings, FlywayProperties properties) {
    ValidateResult result =
        Flyway.configure()
            .dataSource(settings.from() + AS_IT_IS, settings.user(), settings.password())
            .locations(
                properties.getLocations().stream()
                    .map(location -> location.replace("{vendor}", "h2"))
                    .toArray(String[]::new))
            // Neither what this version does not know.
            .ignoreMigrationPatterns(new String[0])
            .load()
            .validateWithResult();
    if (!result.validationSuccessful) {
      throw new MoveRefused(
          "dữ liệu H2 thuộc phiên bản khác của ứng dụng",
          "khởi động phiên bản này một lần trên dữ liệu H2 để nâng cấp, dừng lại, rồi chuyển");
    }
  }

  private static void report(Map<String, Long> moved) {
    log.info(
        "Đã chuyển {} dòng của {} bảng, trong đó {} văn bản chỉ đạo, {} nhiệm vụ, {} tệp minh chứng,"
            + " {} người dùng, {} dòng nhật ký. Từ nay khởi động ứng dụng với PostgreSQL; giữ lại dữ"
            + " liệu H2 cho đến khi đã kiểm tra.",
        moved.values().stream().mapToLong(Long::longValue).sum(),
        moved.size(),
        moved.get("campaign"),
        moved.get("duty"),
        moved.get("evidence"),
        moved.get("act_id_user"),
        moved.get("audit_entry"));
  }
}
