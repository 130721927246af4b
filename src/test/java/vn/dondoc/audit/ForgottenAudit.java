package vn.dondoc.audit;

import org.springframework.jdbc.core.simple.JdbcClient;

/** An audit log that begins with the test, on either database. */
public class ForgottenAudit {

  private ForgottenAudit() {}

  /** As the owner of the table, who can take the guards off that the application runs under. */
  public static void in(JdbcClient jdbc) {
    boolean guarded =
        jdbc.sql(
                    "select count(*) from information_schema.triggers"
                        + " where lower(event_object_table) = 'audit_entry'")
                .query(Long.class)
                .single()
            > 0;
    if (guarded) {
      jdbc.sql("alter table audit_entry disable trigger user").update();
    }
    jdbc.sql("delete from audit_entry").update();
    if (guarded) {
      jdbc.sql("alter table audit_entry enable trigger user").update();
    }
  }
}
