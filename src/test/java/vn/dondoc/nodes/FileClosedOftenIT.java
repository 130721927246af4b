package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/**
 * H2's file, with the settings of the application, is written to by several at once, closed and
 * opened again, and no row is missing. With the settings that H2 has by itself one file in twenty
 * loses some: {@code mvn verify -Pfaults}, some three minutes.
 */
@Tag("faults")
class FileClosedOftenIT {

  private static final int TIMES = 12;
  private static final int WRITERS = 4;
  private static final int TRANSACTIONS = 60;

  @TempDir Path home;

  @RepeatedTest(40)
  void keepsEveryRow() throws Exception {
    String url = url();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create table noted (id identity primary key, a varchar(100), b bigint)");
      statement.execute("create index noted_by_a on noted (a)");
      statement.execute("create index noted_by_b on noted (b)");
    }
    long rows = 0;
    for (int time = 1; time <= TIMES; time++) {
      // Closed with the last of its connections.
      try (Connection connection = DriverManager.getConnection(url)) {
        assertThat(count(connection, "a")).as("rows by a, time " + time).isEqualTo(rows);
        assertThat(count(connection, "b")).as("rows by b, time " + time).isEqualTo(rows);
        rows += writeAtOnce(url);
      }
    }
  }

  private String url() throws IOException {
    String url =
        (String)
            new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yml"))
                .get(0)
                .getProperty("spring.datasource.url");
    return url.replace("./data", home.toString());
  }

  /** All of them, in the order of a column, which an index has. */
  private static long count(Connection connection, String column) throws SQLException {
    long count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from noted order by " + column)) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }

  /** How many rows more there are. */
  private static long writeAtOnce(String url) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Long>> written = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        written.add(writers.submit(() -> write(url)));
      }
      long rows = 0;
      for (Future<Long> one : written) {
        rows += one.get();
      }
      return rows;
    } finally {
      writers.shutdown();
    }
  }

  private static long write(String url) throws SQLException {
    Random random = new Random();
    long rows = 0;
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement insert =
            connection.prepareStatement("insert into noted (a, b) values (?, ?)");
        PreparedStatement delete =
            connection.prepareStatement("delete from noted where mod(id, 28) = ?")) {
      connection.setAutoCommit(false);
      for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
        for (int row = random.nextInt(60); row >= 0; row--) {
          insert.setString(1, Long.toHexString(random.nextLong()).repeat(4));
          insert.setLong(2, random.nextLong());
          insert.addBatch();
        }
        rows += insert.executeBatch().length;
        if (transaction % 10 == 0) {
          delete.setInt(1, random.nextInt(28));
          rows -= delete.executeUpdate();
        }
        connection.commit();
      }
    }
    return rows;
  }
}
