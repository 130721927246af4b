package vn.dondoc;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import vn.dondoc.operations.DatabaseMove;

/** Đôn Đốc: executes the directives of a provincial People's Committee. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DonDocApplication {

  static {
    // The engine writes times in the machine's zone: all nodes must mean the same one, whatever
    // their machine says.
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Ho_Chi_Minh"));
  }

  public static void main(String[] args) {
    if (DatabaseMove.isAskedFor(args)) {
      DatabaseMove.run(args);
    } else {
      SpringApplication.run(DonDocApplication.class, args);
    }
  }
}
