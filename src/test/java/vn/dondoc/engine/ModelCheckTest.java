package vn.dondoc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import vn.dondoc.SmallProvinceTest;

/** One thing is changed in a good model: exactly that is named. */
@SmallProvinceTest
class ModelCheckTest {

  private static final Path PROCESSES = Path.of("processes");

  @Autowired ModelCheck check;

  @Test
  void findsNothingWrongWithTheModelsOfTheApplication() throws IOException {
    assertThat(check.check(models("", "", ""), List.of())).isEmpty();
  }

  @ParameterizedTest(name = "{0}: «{1}» → «{2}» names {3}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          CommunePeoplesCommittee | name="clause" value="11.d4"          | name="clause" value=""                 | Duty_11_d4    | thiếu thuộc tính «clause»
          CommunePeoplesCommittee | name="unit" value="${unit}"          | name="unit" value=""                   | Duty_11_d1    | thiếu thuộc tính «unit»
          CommunePeoplesCommittee | name="due" value="${calendar.workingDaysAfter(issuedOn, 6)}" | name="due" value="" | Duty_11_d1 | thiếu thuộc tính «due»
          CommunePeoplesCommittee | name="deliverable" value="           | name="deliverables" value="            | Duty_11_d1    | thiếu thuộc tính «deliverable»
          CommunePeoplesCommittee | name="metrics" value="               | name="metric" value="                  | Duty_11_d1    | thiếu thuộc tính «metrics»
          CommunePeoplesCommittee | name="metrics" value="               | name="metrics" value="Số hội nghị;     | Duty_11_d1    | thuộc tính «metrics»
          CommunePeoplesCommittee | attendees=Số lượt người dự           | conferences=Số lượt người dự           | Duty_11_d3    | số liệu «conferences» khai báo hai lần
          CommunePeoplesCommittee | name="Lập danh sách đối tượng tiềm năng" |                                    | Duty_11_d2    | nhiệm vụ chưa có tên
          CommunePeoplesCommittee | <bpmn:documentation>Rà soát từng khối, xóm để lập danh sách | <bpmn:documentation/><bpmn:documentation>Rà soát | Duty_11_d2 | chưa nói phải làm gì
          CommunePeoplesCommittee | name="directive" value="insurance-month" | name="directives" value="insurance-month" | Duty_11_d1 | quy trình chứa nhiệm vụ thiếu thuộc tính «directive»
          CommunePeoplesCommittee | name="restricted" value="true"       | name="restricted" value="có"           | Duty_11_d2    | thuộc tính «restricted» phải là true hoặc false
          CommunePeoplesCommittee | target="dutyId"                      | target="duty"                          | Duty_11_d1    | không truyền biến «dutyId»
          CommunePeoplesCommittee | source="campaignId" target="campaignId" | source="unit" target="unit"         | Duty_11_d1    | không truyền biến «campaignId»
          CommunePeoplesCommittee | <bpmn:process id="CommunePeoplesCommittee" | <bpmn:process id="communePeoplesCommittee" | communePeoplesCommittee | viết hoa chữ đầu
          Duty                    | <bpmn:sequenceFlow id="Flow_Assigned" | <bpmn:sequenceFlow id="Luồng_giao"    | Luồng_giao    | phải là tiếng Anh không dấu
          Duty                    | <bpmn:sequenceFlow id="Flow_Assigned" | <bpmn:sequenceFlow                    | ?             | chưa có mã
          Duty                    | <bpmn:process id="Duty"              | <bpmn:process                          | ?             | chưa có mã
          Duty                    | <bpmn:messageEventDefinition id="DecidedAbove_Message" messageRef="Message_DutyDecided"/> | <bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression" language="javascript">true</bpmn:condition></bpmn:conditionalEventDefinition> | DecidedAbove | không được dùng script trong điều kiện
          Duty                    | event="complete" expression="${dutyWorkflow.submit(task)}" | event="complete" delegateExpression="${submition}" | PerformDuty | bean «submition» không tồn tại
          Duty                    | <bpmn:outgoing>Flow_DuePassed</bpmn:outgoing> |                               | PerformDuty   | thiếu sự kiện biên hẹn giờ
          Duty                    | ${dutyWorkflow.open(execution)}      | ${execution.getAssignee()}             | OpenDuty      | «execution.getAssignee» với 0 tham số
          Duty                    | camunda:expression="${duties.recordOverdue(dutyId)}" | camunda:delegateExpression="${dutiez}" | RecordOverdue | bean «dutiez» không tồn tại
          Duty                    | camunda:expression="${duties.recordOverdue(dutyId)}" | camunda:class="vn.dondoc.Nothing" | RecordOverdue | lớp «vn.dondoc.Nothing» không tồn tại
          CommunePeoplesCommittee | name="clause" value="11.d4"          | name="clause" value="11.d5"            | Duty_11_d4    | mã phải là Duty_11_d5
          CommunePeoplesCommittee | name="clause" value="11.d4"          | name="clause" value="11.d5"            | Duty_11_d5    | điểm 11.d5 đã được khai báo
          CommunePeoplesCommittee | ${calendar.workingDaysAfter(issuedOn, 6)} | ${calender.workingDaysAfter(issuedOn, 6)} | Duty_11_d1 | gọi bean «calender» không tồn tại
          CommunePeoplesCommittee | ${calendar.workingDaysAfter(issuedOn, 6)} | ${calendar.workingDayAfter(issuedOn, 6)}  | Duty_11_d1 | «calendar.workingDayAfter» với 2 tham số
          CommunePeoplesCommittee | ${calendar.workingDaysAfter(issuedOn, 6)} | ${calendar.workingDaysAfter(issuedOn)}    | Duty_11_d1 | «calendar.workingDaysAfter» với 1 tham số
          CommunePeoplesCommittee | ${calendar.workingDaysAfter(issuedOn, 6)} | ${calendar.workingDaysAfter(issuedOn, 6}  | Duty_11_d1 | sai cú pháp
          CommunePeoplesCommittee | calledElement="Duty"                 | calledElement="Dutty"                  | Duty_11_d1    | gọi quy trình «Dutty» không tồn tại
          CommunePeoplesCommittee | ${dutyWorkflow.assign(execution)}    | ${dutyWorkflow.open(execution)}        | CommunePeoplesCommittee | phải giao chúng khi bắt đầu
          CommunePeoplesCommittee | camunda:historyTimeToLive="P3650D"   |                                        | CommunePeoplesCommittee | thời gian lưu lịch sử
          CommunePeoplesCommittee | isExecutable="true"                  | isExecutable="false"                   | CommunePeoplesCommittee | chưa đặt isExecutable
          CommunePeoplesCommittee | bpmnElement="Duty_11_d4"             | bpmnElement="Duty_11_d5"               | Duty_11_d4    | chưa được vẽ
          Duty                    | bpmnElement="Flow_Done"              | bpmnElement="Flow_Extension"           | Flow_Done     | chưa được vẽ
          Duty                    | forms/ReviewDuty.html                | forms/ReviewDuti.html                  | ReviewDuty    | không có biểu mẫu forms/ReviewDuti.html
          Duty                    | forms/ReviewDuty.html                | forms/UrgeUnit.html                    | ReviewDuty    | phải có tên ReviewDuty.html
          Duty                    | embedded:/forms/ReviewDuty.html      | camunda-forms:deployment:x.form        | ReviewDuty    | biểu mẫu phải có dạng
          Duty                    | camunda:formKey="embedded:/forms/ReviewDuty.html" |                           | ReviewDuty    | phải có biểu mẫu
          Duty                    | camunda:candidateGroups="${duties.resolver(dutyId)}" |                        | DecideReturn  | chưa khai báo đơn vị thực hiện
          Duty                    | camunda:dueDate="${duties.due(dutyId)}" |                                     | PerformDuty   | chưa khai báo hạn hoàn thành
          Duty                    | id="PerformDuty" name="Thực hiện nhiệm vụ" camunda:asyncAfter="true" | id="PerformDuty" name="Thực hiện nhiệm vụ" | PerformDuty | phải đặt asyncAfter
          Duty                    | cancelActivity="false" attachedToRef="PerformDuty" | cancelActivity="true" attachedToRef="PerformDuty" | PerformDuty | thiếu sự kiện biên hẹn giờ
          Duty                    | <bpmn:serviceTask id="OpenDuty" name="Mở nhiệm vụ" camunda:expression="${dutyWorkflow.open(execution)}"> | script | OpenDuty | không được dùng script
          Duty                    | xsi:type="bpmn:tFormalExpression">${outcome == 'done'} | xsi:type="bpmn:tFormalExpression" language="javascript">outcome == 'done' | Flow_Done | không được dùng script trong điều kiện
          Duty                    | <camunda:taskListener event="create" expression="${dutyWorkflow.taskOpened(task)}"/> | <camunda:taskListener event="create"><camunda:script scriptFormat="javascript">1</camunda:script></camunda:taskListener> | PerformDuty | không được dùng script
          Escalation              | camunda:decisionRef="EscalationPolicy" |                                      | LookUpPolicy  | chưa khai báo bảng quyết định
          """)
  void namesTheElementAndTheReason(
      String process, String good, String bad, String element, String reason) throws IOException {
    Map<String, BpmnModelInstance> models =
        "script".equals(bad) ? scripted(process) : models(process, good, bad == null ? "" : bad);

    assertThat(check.check(models, List.of()))
        .anySatisfy(
            fault -> {
              assertThat(fault.resource()).endsWith(process + ".bpmn");
              assertThat(fault.element()).isEqualTo(element);
              assertThat(fault.reason()).contains(reason);
            });
  }

  @Test
  void namesEverythingThatABareDutyLacks() throws IOException {
    Map<String, BpmnModelInstance> models = models("", "", "");
    String commune = "processes/insurance-month/CommunePeoplesCommittee.bpmn";
    BpmnModelInstance bare = models.get(commune);
    CallActivity duty = bare.getModelElementById("Duty_11_d4");
    duty.removeChildElement(duty.getExtensionElements());

    assertThat(check.check(models, List.of()))
        .filteredOn(fault -> fault.element().equals("Duty_11_d4"))
        .extracting(ModelFault::reason)
        .contains(
            "nhiệm vụ thiếu thuộc tính «clause»",
            "nhiệm vụ không truyền biến «dutyId» (camunda:in)");
  }

  @Test
  void refusesAFileThatIsNotNamedLikeItsProcess() throws IOException {
    Map<String, BpmnModelInstance> models = models("", "", "");
    models.put("processes/shared/Task.bpmn", models.remove("processes/shared/Duty.bpmn"));

    assertThat(check.check(models, List.of()))
        .singleElement()
        .satisfies(fault -> assertThat(fault.reason()).isEqualTo("tệp phải có tên Duty.bpmn"));
  }

  @Test
  void refusesAClauseThatAnotherDeployedModelOfTheDirectiveHas() throws IOException {
    Map<String, BpmnModelInstance> deployed = models("", "", "");
    Map<String, BpmnModelInstance> health =
        Map.of(
            "processes/insurance-month/DepartmentOfHealth.bpmn",
            read(
                source("processes/insurance-month/DepartmentOfHealth.bpmn")
                    .replace("value=\"4.a\"", "value=\"5.a\"")
                    .replace("Duty_4_a", "Duty_5_a")));

    assertThat(check.check(health, deployed.values()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.element()).isEqualTo("Duty_5_a");
              assertThat(fault.reason())
                  .isEqualTo("điểm 5.a đã được khai báo trong mô hình đã triển khai");
            });
  }

  @Test
  void letsAnotherDirectiveHaveTheSameClauses() throws IOException {
    Map<String, BpmnModelInstance> deployed = models("", "", "");
    Map<String, BpmnModelInstance> other =
        Map.of(
            "processes/another/CommuneOfAnotherLetter.bpmn",
            read(
                source("processes/insurance-month/CommunePeoplesCommittee.bpmn")
                    .replace(
                        "name=\"directive\" value=\"insurance-month\"",
                        "name=\"directive\" value=\"another\"")
                    .replace("\"CommunePeoplesCommittee\"", "\"CommuneOfAnotherLetter\"")));

    assertThat(check.check(other, deployed.values())).isEmpty();
  }

  @Test
  void namesNothingBesideTheOneThingThatIsWrong() throws IOException {
    assertThat(
            check.check(
                models(
                    "CommunePeoplesCommittee",
                    "name=\"clause\" value=\"11.d4\"",
                    "name=\"clause\" value=\"\""),
                List.of()))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.toString())
                    .isEqualTo(
                        "processes/insurance-month/CommunePeoplesCommittee.bpmn, phần tử"
                            + " Duty_11_d4: nhiệm vụ thiếu thuộc tính «clause»"));
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() throws IOException {
    String file = "processes/insurance-month/CommunePeoplesCommittee.bpmn";

    assertThat(
            check.check(
                Map.of(file, read(source(file).replace("calendar.", "calender."))),
                models("", "", "").values()))
        .extracting(ModelFault::element)
        .containsExactlyInAnyOrder(
            "Duty_11_d1",
            "Duty_11_d2",
            "Duty_11_d3",
            "Duty_11_d4",
            "Duty_11_d5",
            "Duty_11_d6",
            "Duty_11_d7");
  }

  @Test
  void letsANewVersionOfAModelKeepItsOwnClauses() throws IOException {
    Map<String, BpmnModelInstance> deployed = models("", "", "");
    String health = "processes/insurance-month/DepartmentOfHealth.bpmn";

    assertThat(check.check(Map.of(health, deployed.get(health)), deployed.values())).isEmpty();
  }

  /** All models of the application, with this text replaced at its first place in one of them. */
  private static Map<String, BpmnModelInstance> models(String process, String good, String bad)
      throws IOException {
    Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
    for (String file : files()) {
      String source = source(file);
      if (!good.isEmpty() && file.endsWith("/" + process + ".bpmn")) {
        assertThat(source).as("what is to be changed").contains(good);
        source =
            source.replaceFirst(
                java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad));
      }
      models.put(file, read(source));
    }
    return models;
  }

  private static Map<String, BpmnModelInstance> scripted(String process) throws IOException {
    Map<String, BpmnModelInstance> models = models("", "", "");
    String file =
        files().stream()
            .filter(name -> name.endsWith("/" + process + ".bpmn"))
            .findFirst()
            .orElseThrow();
    models.put(
        file,
        read(
            source(file)
                .replace(
                    "<bpmn:serviceTask id=\"OpenDuty\" name=\"Mở nhiệm vụ\" camunda:expression=\"${dutyWorkflow.open(execution)}\">",
                    "<bpmn:scriptTask id=\"OpenDuty\" name=\"Mở nhiệm vụ\" scriptFormat=\"javascript\">")
                .replaceFirst("</bpmn:serviceTask>", "</bpmn:scriptTask>")));
    return models;
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(PROCESSES)) {
      return new ArrayList<>(
          files
              .map(path -> path.toString().replace('\\', '/'))
              .filter(path -> path.endsWith(".bpmn"))
              .sorted()
              .toList());
    }
  }

  private static String source(String file) throws IOException {
    return Files.readString(Path.of(file), StandardCharsets.UTF_8);
  }

  private static BpmnModelInstance read(String source) {
    return Bpmn.readModelFromStream(
        new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
  }
}
