package vn.dondoc.duty;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads and writes each duty on its own, as one would at first: the other side of benchmarks. */
public class OneDutyAtATime extends Openings {

  private final JdbcTemplate jdbc;

  public OneDutyAtATime(JdbcTemplate jdbc) {
    super(jdbc);
    this.jdbc = jdbc;
  }

  @Override
  Optional<OfTransaction> present() {
    return Optional.empty();
  }

  @Override
  OfTransaction current() {
    return new OfTransaction(jdbc) {
      @Override
      void assign(Collection<Assigned> duties) {
        super.assign(duties);
        settle();
      }

      @Override
      Duty open(Duty waiting, String processInstanceId, LocalDateTime now) {
        Duty open = super.open(waiting, processInstanceId, now);
        settle();
        return open;
      }
    };
  }
}
