package vn.dondoc.bench;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Measures the application beside a plain Camunda and beside plain SQL. */
public final class Benchmark {

  static final int DUTIES = 3468;
  static final int OPEN = 2943;

  private Benchmark() {}

  public static void main(String[] arguments) throws Exception {
    try (Servers servers = Servers.postgres();
        Side side = arguments.length > 0 ? Side.vanilla(servers) : Side.ours(servers)) {
      for (int i = 0; i < Integer.getInteger("x.n", 3); i++) {
        long[] c0 = cpu();
        var t0 = threads();
        Duration time = launch(side);
        long[] c1 = cpu();
        var t1 = threads();
        t0.forEach((k, v) -> t1.merge(k, -v, Long::sum));
        t1.values().removeIf(v -> v < 100);
        System.out.println(t1);
        System.out.printf(
            "%s launch %s  jvm %d ms  all %d ms  idle %d ms%n",
            side.name(), time, c1[0] - c0[0], c1[1] - c0[1], c1[2] - c0[2]);
      }
      side.jdbc().sql("analyze").update();
      side.jdbc()
          .sql(
              "select relname, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables where n_tup_ins + n_tup_upd > 300 order by n_tup_ins desc")
          .query(
              (row, n) ->
                  row.getString(1)
                      + " "
                      + row.getLong(2)
                      + " "
                      + row.getLong(3)
                      + " "
                      + row.getLong(4))
          .list()
          .forEach(System.out::println);
    }
  }

  static long[] cpu() throws Exception {
    String[] f =
        java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/stat")).get(0).split(" +");
    long idle = Long.parseLong(f[4]) + Long.parseLong(f[5]);
    long all = 0;
    for (int i = 1; i < f.length; i++) all += Long.parseLong(f[i]);
    long own =
        ((com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    return new long[] {own / 1_000_000, (all - idle) * 10, idle * 10};
  }

  static java.util.Map<String, Long> threads() throws Exception {
    java.util.Map<String, Long> m = new java.util.TreeMap<>();
    try (var d = java.nio.file.Files.newDirectoryStream(java.nio.file.Path.of("/proc/self/task"))) {
      for (var t : d) {
        String st;
        try {
          st = java.nio.file.Files.readString(t.resolve("stat"));
        } catch (java.io.IOException e) {
          continue;
        }
        String name =
            st.substring(st.indexOf('(') + 1, st.lastIndexOf(')')).replaceAll("[0-9#]+", "#");
        String[] f = st.substring(st.lastIndexOf(')') + 2).split(" ");
        m.merge(name + " u", Long.parseLong(f[11]) * 10, Long::sum);
        m.merge(name + " s", Long.parseLong(f[12]) * 10, Long::sum);
      }
    }
    return m;
  }

  static Duration launch(Side side) {
    side.at("2024-05-06T08:00");
    side.wake();
    long before = System.nanoTime();
    String id =
        side.as(
            "ubnd-tinh",
            () ->
                side.engine()
                    .getRuntimeService()
                    .startProcessInstanceByKey(
                        "Campaign",
                        UUID.randomUUID().toString(),
                        Map.of(
                            "documentNumber", "15/UBND-VX",
                            "issuedOn", "2024-05-06",
                            "periodStart", "2024-05-01",
                            "periodEnd", "2024-05-31"))
                    .getId());
    side.until(
        "all duties with their tasks",
        Duration.ofMinutes(5),
        () ->
            side.count(
                    "select count(*) from duty where campaign_id = ? and state = 'NOT_ACCEPTED'",
                    id)
                == OPEN);
    Duration time = Duration.ofNanos(System.nanoTime() - before);
    side.rest();
    return time;
  }
}
