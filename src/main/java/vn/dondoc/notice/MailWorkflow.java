package vn.dondoc.notice;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.SystemAuthority;

/** Between the processes {@code DailyDigest} and {@code MailDispatch} and the mail. */
@Component("mailWorkflow")
public class MailWorkflow {

  private static final Logger log = LoggerFactory.getLogger(MailWorkflow.class);
  private static final String DISPATCH = "MailDispatch";

  private final Digests digests;
  private final MailDispatch dispatch;
  private final ManagementService management;
  private final SystemAuthority system;

  MailWorkflow(
      Digests digests,
      MailDispatch dispatch,
      ManagementService management,
      SystemAuthority system) {
    this.digests = digests;
    this.dispatch = dispatch;
    this.management = management;
    this.system = system;
  }

  /** The morning's digest of every unit that has something to be told; once a day however often. */
  public void writeDigests() {
    digests.write();
  }

  /**
   * A dispatch that has given up tries once more: every working morning, so that mail does not lie
   * for days when nobody has looked into Cockpit.
   */
  public void resumeDispatch() {
    system.run(
        () ->
            management
                .createJobQuery()
                .processDefinitionKey(DISPATCH)
                .messages()
                .noRetriesLeft()
                .list()
                .forEach(this::resume));
  }

  private void resume(Job job) {
    log.info("Mail dispatch {} tries again", job.getProcessInstanceId());
    management.setJobRetries(job.getId(), 1);
  }

  /** Whether there is something to send and nobody is sending yet. */
  public boolean isMailToSend() {
    return dispatch.isAnyDue()
        && management.createJobQuery().processDefinitionKey(DISPATCH).messages().count() == 0;
  }

  /** Sends some of it. */
  public void send() {
    dispatch.sendSome();
  }

  /** Whether there is more. */
  public boolean isMailLeft() {
    return dispatch.isAnyDue();
  }

  /** Whether sending has failed for good and waits for an administrator. */
  boolean isStuck() {
    return system.call(
        () ->
            management
                    .createJobQuery()
                    .processDefinitionKey(DISPATCH)
                    .messages()
                    .noRetriesLeft()
                    .count()
                > 0);
  }
}
