package vn.dondoc.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.util.ProductPropertiesUtil;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;

/**
 * What the database is made for: nothing yet, this version or an older one, which are brought up to
 * date, ours by Flyway and the engine's by Camunda's own scripts. What is newer, or somebody
 * else's, is left untouched and the start refused.
 */
@Component
class DatabaseSchema implements FlywayMigrationStrategy {

  private static final Logger log = LoggerFactory.getLogger(DatabaseSchema.class);

  private static final String ENGINE_VERSIONS = "act_ge_schema_log";

  @Override
  public void migrate(Flyway flyway) {
    DataSource database = flyway.getConfiguration().getDataSource();
    String history = flyway.getConfiguration().getTable().toLowerCase(Locale.ROOT);
    Set<String> tables = tables(database);
    if (!tables.isEmpty() && !tables.contains(history)) {
      throw UnfitDatabase.foreign(tables.iterator().next());
    }
    if (tables.contains(history)) {
      requireOurs(flyway);
    }
    if (tables.contains(ENGINE_VERSIONS)) {
      requireNoNewerEngine(engineVersion(database));
    }
    flyway.migrate();
  }

  private static void requireOurs(Flyway flyway) {
    for (MigrationInfo applied : flyway.info().applied()) {
      if (applied.getState().isResolved()) {
        continue;
      }
      throw applied.getVersion() != null && isNewer(applied, flyway)
          ? UnfitDatabase.newer(applied.getVersion() + " " + applied.getDescription())
          : UnfitDatabase.foreign(applied.getScript());
    }
    try {
      // What is still to come is no fault; another node may be making it at this moment.
      Flyway.configure()
          .configuration(flyway.getConfiguration())
          .ignoreMigrationPatterns("*:pending")
          .load()
          .validate();
    } catch (FlywayValidateException e) {
      throw UnfitDatabase.different(e);
    }
  }

  private static boolean isNewer(MigrationInfo applied, Flyway flyway) {
    for (MigrationInfo known : flyway.info().all()) {
      if (known.getState().isResolved()
          && known.getVersion() != null
          && known.getVersion().compareTo(applied.getVersion()) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Brings the engine's tables up to this engine's version, which the engine does not do itself; if
   * there are none it makes them.
   */
  static void upgradeEngine(DataSource database) {
    if (!tables(database).contains(ENGINE_VERSIONS)) {
      return;
    }
    EngineVersion wanted = EngineVersion.of(ProductPropertiesUtil.getProductVersion());
    EngineVersion found = engineVersion(database);
    requireNoNewerEngine(found);
    while (found.compareTo(wanted) < 0) {
      EngineVersion next = found.next();
      Resource script = script(database, found, next);
      if (!script.exists()) {
        throw UnfitDatabase.oldEngine(found.toString());
      }
      log.info("Nâng cấp bảng của máy quy trình từ {} lên {}.", found, next);
      new ResourceDatabasePopulator(script).execute(database);
      found = next;
    }
  }

  private static Resource script(DataSource database, EngineVersion from, EngineVersion to) {
    return new ClassPathResource(
        "org/camunda/bpm/engine/db/upgrade/%s_engine_%s_to_%s.sql"
            .formatted(isPostgres(database) ? "postgres" : "h2", from, to));
  }

  private static void requireNoNewerEngine(EngineVersion found) {
    if (found.compareTo(EngineVersion.of(ProductPropertiesUtil.getProductVersion())) > 0) {
      throw UnfitDatabase.newer("Camunda " + found);
    }
  }

  /**
   * Major and minor; between patches the tables stay the same or the script of the minor has it.
   */
  private record EngineVersion(int major, int minor) implements Comparable<EngineVersion> {

    static EngineVersion of(String version) {
      String[] parts = version.split("[.-]");
      return new EngineVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    EngineVersion next() {
      return new EngineVersion(major, minor + 1);
    }

    @Override
    public int compareTo(EngineVersion other) {
      return major != other.major
          ? Integer.compare(major, other.major)
          : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  private static EngineVersion engineVersion(DataSource database) {
    Optional<EngineVersion> newest = Optional.empty();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select version_ from act_ge_schema_log")) {
      while (rows.next()) {
        EngineVersion version = EngineVersion.of(rows.getString(1));
        if (newest.isEmpty() || version.compareTo(newest.get()) > 0) {
          newest = Optional.of(version);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return newest.orElseThrow(() -> UnfitDatabase.foreign(ENGINE_VERSIONS));
  }

  static boolean isPostgres(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the schema that is ours, in small letters. */
  private static Set<String> tables(DataSource database) {
    Set<String> names = new TreeSet<>();
    try (Connection connection = database.getConnection();
        ResultSet rows =
            connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
      while (rows.next()) {
        String type = rows.getString("TABLE_TYPE");
        if (type.equals("TABLE") || type.equals("BASE TABLE")) {
          names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }
}
