package vn.dondoc.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.Province;

/** Mail on its way to a real server, from a province of 493 units. */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "spring.mail.host=127.0.0.1",
      "dondoc.notice.from=dondoc@nghean.example",
      "dondoc.notice.links=https://dondoc.nghean.example/"
    })
@Import(Province.class)
class MailDispatchTest {

  private static final PostOffice post = new PostOffice();

  private static final String COMMUNE = "xa-16663";
  private static final String NEIGHBOUR = "xa-16666";
  private static final String DISTRICT = "huyen-412";
  private static final String MORNING = "2024-05-14T09:00";

  @Autowired Province province;
  @Autowired Mails mails;
  @Autowired Digests digests;
  @Autowired TransactionTemplate transaction;
  @Autowired ManagementService management;
  @Autowired RuntimeService runtime;

  @DynamicPropertySource
  static void server(DynamicPropertyRegistry settings) {
    settings.add("spring.mail.port", post::port);
  }

  @BeforeEach
  void open() {
    post.clear();
    post.open();
    province.jdbc.sql("update unit set email = code || '@nghean.example'").update();
    province.at(MORNING);
  }

  @AfterEach
  void clear() {
    province.clear();
  }

  @AfterAll
  static void shut() {
    post.shut();
  }

  @Test
  void reachesTheUnitAsTextAndAsAPageThatLeadToTheTask() throws Exception {
    notice(COMMUNE, "Yêu cầu bổ sung: 11.d1 – Chỉ tiêu & <b>kế hoạch</b>");
    dispatch();

    MimeMessage mail = post.taken().get(0);
    assertThat(mail.getFrom()[0])
        .isEqualTo(new InternetAddress("dondoc@nghean.example", "Theo dõi nhiệm vụ", "UTF-8"));
    assertThat(((InternetAddress) mail.getAllRecipients()[0]).getAddress())
        .isEqualTo("xa-16663@nghean.example");
    assertThat(mail.getSubject()).isEqualTo("Yêu cầu bổ sung: 11.d1 – Chỉ tiêu & <b>kế hoạch</b>");
    assertThat(mail.getMessageID())
        .isEqualTo(province.jdbc.sql("select message_id from mail").query(String.class).single())
        .endsWith("@nghean.example>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(text(parts, 0, "text/plain"))
        .contains(
            "Kính gửi: UBND phường Đông Vĩnh",
            "- 11.d1 – <i>Chỉ tiêu</i>",
            "https://dondoc.nghean.example/link/duty/12");
    assertThat(text(parts, 1, "text/html"))
        .contains(
            "<a href=\"https://dondoc.nghean.example/link/duty/12\">11.d1 – &lt;i&gt;Chỉ tiêu&lt;/i&gt;</a>")
        .doesNotContain("<i>");
    assertThat(states(COMMUNE)).containsExactly("SENT");
  }

  @Test
  void becomesAnIncidentWhenTheServerStaysDownAndIsSentOnceAfterTheRetry() throws Exception {
    List<String> ids = notices(60);
    post.shut();
    province.at("2024-05-14T09:01");
    startDispatch();

    for (String backOff : List.of("PT5S", "PT30S", "PT2M", "PT10M")) {
      LocalDateTime failedAt = province.now();
      assertFails(sendJob());
      assertThat(incidents()).isZero();
      LocalDateTime again = failedAt.plus(Duration.parse(backOff));
      assertThat(sendJob().getDuedate()).isEqualTo(java.sql.Timestamp.valueOf(again));
      province.at(again.plusSeconds(1).toString());
    }
    assertFails(sendJob());
    assertThat(incidents()).isOne();
    assertThat(sendJob().getRetries()).isZero();
    assertThat(post.taken()).isEmpty();

    province.passes("2024-05-14T10:00");
    province.passes("2024-05-14T10:01");
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("MailDispatch").count())
        .as("one dispatch, however many minutes pass")
        .isOne();

    post.open();
    management.setJobRetries(sendJob().getId(), 1);
    province.runJobs();

    assertThat(sentIds()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(incidents()).isZero();
    dispatch();
    assertThat(sentIds()).hasSize(60);
  }

  @Test
  void sendsNothingTwiceWhenTheServerHangsUpHalfWay() throws Exception {
    List<String> ids = notices(60);
    post.breakAfter(40);
    province.at("2024-05-14T09:01");
    startDispatch();

    assertFails(sendJob());
    assertThat(sentIds()).hasSize(40);
    assertThat(province.count("select count(*) from mail where state = 'SENT'")).isEqualTo(40);

    post.breakAfter(Integer.MAX_VALUE);
    province.passes("2024-05-14T09:02");
    assertThat(sentIds()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void givesUpAMailAtWhichTheServerHangsUpAndNoOther() {
    post.refuse("xa-16666@nghean.example", PostOffice.HANG_UP);
    notice(NEIGHBOUR, "Hai");
    notice(DISTRICT, "Ba");
    dispatch();

    assertThat(subjects()).containsExactly("Ba");
    assertThat(states(NEIGHBOUR)).containsExactly("REFUSED");
    assertThat(incidents()).isZero();
  }

  @Test
  void sendsNothingWhileAnotherNodeSends() {
    notice(COMMUNE, "Một");
    province.at("2024-05-14T09:01");
    startDispatch();
    transaction.executeWithoutResult(
        status -> {
          assertThat(mails.takeTurn()).isTrue();
          assertThat(CompletableFuture.runAsync(() -> assertFails(sendJob())))
              .succeedsWithin(Duration.ofSeconds(10));
        });
    assertThat(post.taken()).isEmpty();

    province.passes("2024-05-14T09:02");
    assertThat(subjects()).containsExactly("Một");
  }

  @Test
  void letsABadMailboxHoldUpNobodyElse() {
    post.refuse("xa-16666@nghean.example", "550 5.1.1 No such user");
    notice(COMMUNE, "Một");
    notice(NEIGHBOUR, "Hai");
    notice(DISTRICT, "Ba");
    dispatch();

    assertThat(subjects()).containsExactlyInAnyOrder("Một", "Ba");
    assertThat(states(NEIGHBOUR)).containsExactly("REFUSED");
    assertThat(
            province
                .jdbc
                .sql("select last_error from mail where state = 'REFUSED'")
                .query(String.class)
                .single())
        .contains("No such user");
    assertThat(incidents()).isZero();
    dispatch();
    assertThat(subjects()).hasSize(2);

    province
        .jdbc
        .sql("update unit set email = 'dung@nghean.example' where code = ?")
        .param(NEIGHBOUR)
        .update();
    assertThat(mails.resendRefused()).isOne();
    dispatch();
    assertThat(subjects()).containsExactlyInAnyOrder("Một", "Ba", "Hai");
    assertThat(states(NEIGHBOUR)).containsExactly("SENT");
  }

  @Test
  void takesWhatIsNoMailboxForABadOne() {
    province
        .jdbc
        .sql("update unit set email = 'khong phai@@hop thu' where code = ?")
        .param(NEIGHBOUR)
        .update();
    notice(NEIGHBOUR, "Hai");
    notice(DISTRICT, "Ba");
    dispatch();

    assertThat(subjects()).containsExactly("Ba");
    assertThat(states(NEIGHBOUR)).containsExactly("REFUSED");
  }

  @Test
  void triesAMailboxLaterThatIsBusyNow() {
    post.refuse("xa-16666@nghean.example", "450 4.2.1 Try again later");
    notice(NEIGHBOUR, "Hai");
    dispatch();
    assertThat(states(NEIGHBOUR)).containsExactly("WAITING");
    assertThat(incidents()).isZero();

    post.clear();
    province.passes("2024-05-14T09:05");
    assertThat(subjects()).isEmpty();
    province.passes("2024-05-14T09:07");
    assertThat(subjects()).containsExactly("Hai");
  }

  @Test
  void takesAMailboxForBadThatIsBusyForHours() {
    post.refuse("xa-16666@nghean.example", "450 4.2.1 Try again later");
    notice(NEIGHBOUR, "Hai");
    for (int hour = 10; hour < 24; hour++) {
      province.passes("2024-05-14T%02d:00".formatted(hour));
    }

    assertThat(states(NEIGHBOUR)).containsExactly("REFUSED");
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("MailDispatch").count())
        .isZero();
  }

  @Test
  void refusesNobodyWhenItIsTheSenderWhoIsNotWelcome() {
    post.refuse("xa-16666@nghean.example", "421 4.3.2 Shutting down");
    notice(NEIGHBOUR, "Hai");
    province.at("2024-05-14T09:01");
    startDispatch();

    assertFails(sendJob());
    assertThat(states(NEIGHBOUR)).containsExactly("WAITING");
  }

  @Test
  void waitsForTheMailboxOfAUnitThatHasNone() {
    province.jdbc.sql("update unit set email = null where code = ?").param(NEIGHBOUR).update();
    notice(NEIGHBOUR, "Hai");
    notice(DISTRICT, "Ba");
    dispatch();

    assertThat(subjects()).containsExactly("Ba");
    assertThat(mails.counts())
        .containsEntry(MailState.NO_ADDRESS, 1L)
        .containsEntry(MailState.WAITING, 0L);

    province
        .jdbc
        .sql("update unit set email = 'moi@nghean.example' where code = ?")
        .param(NEIGHBOUR)
        .update();
    dispatch();
    assertThat(subjects()).containsExactly("Ba", "Hai");
  }

  @Test
  void sendsWhatHappenedLongAgoButNoDigestOfAnotherDay() {
    notice(COMMUNE, "Đôn đốc cũ");
    transaction.executeWithoutResult(
        status ->
            mails.addDigests(
                LocalDate.of(2024, 5, 13), List.of(new Mails.Draft(COMMUNE, "Hôm qua", letter()))));
    transaction.executeWithoutResult(
        status ->
            mails.addDigests(
                LocalDate.of(2024, 5, 14), List.of(new Mails.Draft(COMMUNE, "Hôm nay", letter()))));
    dispatch();

    assertThat(subjects()).containsExactly("Đôn đốc cũ", "Hôm nay");
    assertThat(states(COMMUNE)).containsExactly("SENT", "SUPERSEDED", "SENT");
  }

  @Test
  void triesOnceMoreInTheMorningWhenNobodyLookedIntoCockpit() {
    notice(COMMUNE, "Một");
    post.shut();
    province.at("2024-05-14T09:01");
    startDispatch();
    for (int hour = 10; hour < 15; hour++) {
      assertFails(sendJob());
      province.at("2024-05-14T%02d:00".formatted(hour));
    }
    assertThat(incidents()).isOne();

    post.open();
    province.passes("2024-05-15T07:30");
    province.runJobs();
    assertThat(subjects()).containsExactly("Một");
    assertThat(incidents()).isZero();
  }

  @Test
  void sendsADigestToEveryUnitOfTheProvinceInSecondsOverFewConnections() {
    long units = province.count("select count(*) from unit where kind <> 'PROVINCE'");
    assertThat(units).isGreaterThanOrEqualTo(481);
    everyUnitOwesSomething();
    province.at("2024-05-15T07:29");
    long start = System.nanoTime();
    province.passes("2024-05-15T07:30");
    digests.write();
    province.passes("2024-05-15T07:31");
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(post.taken()).hasSize((int) units + 1);
    assertThat(
            province.count(
                "select count(distinct unit) from mail where state = 'SENT' and kind = 'DIGEST'"))
        .isEqualTo(units + 1);
    assertThat(post.connections()).isLessThanOrEqualTo(5);
    assertThat(took).isLessThan(Duration.ofSeconds(30));
  }

  /** One duty each, due the next day, and one that the committee waits for. */
  private void everyUnitOwesSomething() {
    province
        .jdbc
        .sql(
            """
            insert into campaign (id, directive, title, document_number, issued_on, period_start,
              period_end, lead_unit, committee, issued_at)
            values ('c', 'd', 't', '1', date '2024-05-06', date '2024-05-01', date '2024-05-31',
              'bhxh-tinh', 'ubnd-tinh', timestamp '2024-05-06 08:00:00')
            """)
        .update();
    province
        .jdbc
        .sql(
            """
            insert into duty (campaign_id, definition_id, clause, assigned_unit, unit, original_due,
              due, state)
            select 'c', (select min(id) from duty_definition), '1.a1', code, code,
              timestamp '2024-05-16 17:00:00', timestamp '2024-05-16 17:00:00', 'IN_PROGRESS'
            from unit where kind <> 'PROVINCE'
            """)
        .update();
    province
        .jdbc
        .sql(
            """
            insert into difficulty (campaign_id, unit, description, raised_at, state)
            values ('c', 'bhxh-tinh', 'x', timestamp '2024-05-06 08:00:00', 'WITH_COMMITTEE')
            """)
        .update();
  }

  private void notice(String unit, String subject) {
    transaction.executeWithoutResult(
        status ->
            mails.add(
                MailKind.SUPPLEMENT_ASKED, List.of(new Mails.Draft(unit, subject, letter()))));
  }

  private static Letter letter() {
    return Letter.about(
        List.of("Đề nghị bổ sung:"),
        new Letter.Item("11.d1 – <i>Chỉ tiêu</i>", null, "/link/duty/12"),
        List.of());
  }

  /** As many as there are communes for, and the ids that they have. */
  private List<String> notices(int count) {
    List<Mails.Draft> drafts =
        province
            .jdbc
            .sql("select code from unit where kind = 'COMMUNE' order by code")
            .query(String.class)
            .list()
            .subList(0, count)
            .stream()
            .map(unit -> new Mails.Draft(unit, "Thư", letter()))
            .toList();
    transaction.executeWithoutResult(status -> mails.add(MailKind.URGED, drafts));
    return province.jdbc.sql("select message_id from mail").query(String.class).list();
  }

  /** The next minute comes. */
  private void dispatch() {
    province.passes(province.now().plusMinutes(1).toString());
  }

  private void startDispatch() {
    Job minute =
        management.createJobQuery().processDefinitionKey("MailDispatch").timers().singleResult();
    management.executeJob(minute.getId());
  }

  private Job sendJob() {
    return management
        .createJobQuery()
        .processDefinitionKey("MailDispatch")
        .messages()
        .singleResult();
  }

  private void assertFails(Job job) {
    assertThatThrownBy(() -> management.executeJob(job.getId()))
        .hasMessageContaining("Máy chủ thư không nhận thư");
  }

  private long incidents() {
    return runtime.createIncidentQuery().count();
  }

  private List<String> states(String unit) {
    return province
        .jdbc
        .sql("select state from mail where unit = ? order by id")
        .param(unit)
        .query(String.class)
        .list();
  }

  private List<String> subjects() {
    return read(MimeMessage::getSubject);
  }

  private List<String> sentIds() {
    return read(MimeMessage::getMessageID);
  }

  private interface Reader {
    String of(MimeMessage mail) throws Exception;
  }

  private static List<String> read(Reader reader) {
    List<String> all = new ArrayList<>();
    for (MimeMessage mail : post.taken()) {
      try {
        all.add(reader.of(mail));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    return all;
  }

  private static String text(MimeMultipart parts, int index, String type) throws Exception {
    Part part = parts.getBodyPart(index);
    assertThat(part.getContentType()).startsWith(type);
    return (String) part.getContent();
  }
}
