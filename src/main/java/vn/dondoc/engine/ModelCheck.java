package vn.dondoc.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Condition;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.xml.impl.util.IoUtil;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * The rules that every model keeps, checked before it is deployed from wherever it comes: a fault
 * that the engine would meet only when a process comes by, perhaps weeks later, is named here at
 * once.
 */
@Component
class ModelCheck {

  private static final String FORM_PREFIX = "embedded:/forms/";
  private static final String ID = "[A-Za-z][A-Za-z0-9_]*";
  private static final String PROCESS_ID = "[A-Z][A-Za-z0-9]*";
  private static final List<String> REQUIRED =
      List.of("clause", "unit", "due", "deliverable", "metrics");
  private static final List<String> FLAGS = List.of("request", "restricted");
  private static final List<String> PASSED_ON = List.of("campaignId", "dutyId");
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final String OLD_NAMESPACE = "http://activiti.org/bpmn";
  private static final String OWN_CLASSES = "vn.dondoc.";

  private final ApplicationContext context;
  private final Expressions expressions;

  ModelCheck(ApplicationContext context) {
    this.context = context;
    this.expressions = new Expressions(context);
  }

  /**
   * Checks the models of one deployment.
   *
   * @param models resource name → model
   * @param others the newest models that are deployed already, which these may call and must not
   *     contradict
   */
  List<ModelFault> check(
      Map<String, BpmnModelInstance> models, Collection<BpmnModelInstance> others) {
    List<ModelFault> faults = new ArrayList<>();
    Set<String> processes = new HashSet<>();
    models.values().forEach(model -> processes.addAll(processIds(model)));
    Map<String, String> clauses = new HashMap<>();
    for (BpmnModelInstance other : others) {
      if (processIds(other).stream().noneMatch(processes::contains)) {
        DutyDeclarations.dutyCalls(other)
            .forEach(call -> clauses.put(clauseKey(call), "mô hình đã triển khai"));
      }
    }
    others.forEach(other -> processes.addAll(processIds(other)));
    models.forEach(
        (resource, model) -> new OneModel(resource, model, processes, clauses, faults).check());
    return faults;
  }

  private static Set<String> processIds(BpmnModelInstance model) {
    return model.getModelElementsByType(Process.class).stream()
        .map(Process::getId)
        .collect(Collectors.toSet());
  }

  private static String clauseKey(CallActivity call) {
    return DutyDeclarations.directive(call) + "/" + DutyDeclarations.properties(call).get("clause");
  }

  /** The check of one file. */
  private final class OneModel {

    private final String resource;
    private final BpmnModelInstance model;
    private final Set<String> processes;
    private final Map<String, String> clauses;
    private final List<ModelFault> faults;

    OneModel(
        String resource,
        BpmnModelInstance model,
        Set<String> processes,
        Map<String, String> clauses,
        List<ModelFault> faults) {
      this.resource = resource;
      this.model = model;
      this.processes = processes;
      this.clauses = clauses;
      this.faults = faults;
    }

    void check() {
      if (lacksIds()) {
        return; // Nothing else could be named.
      }
      if (IoUtil.convertXmlDocumentToString(model.getDocument()).contains(OLD_NAMESPACE)) {
        // The engine reads it like Camunda's, and nothing below would.
        faults.add(
            new ModelFault(resource, "?", "không được dùng không gian tên " + OLD_NAMESPACE));
      }
      each(Process.class, this::checkProcess);
      each(FlowElement.class, this::checkDrawn);
      each(ScriptTask.class, task -> fault(task, "không được dùng script"));
      each(CamundaScript.class, script -> fault(owner(script), "không được dùng script"));
      each(ConditionExpression.class, this::checkCondition);
      each(Condition.class, this::checkCondition);
      each(UserTask.class, this::checkUserTask);
      each(StartEvent.class, start -> checkForm(start, start.getCamundaFormKey()));
      each(CallActivity.class, this::checkCall);
      each(BusinessRuleTask.class, this::checkRule);
      checkExpressions(model.getDocumentElement());
    }

    private <T extends ModelElementInstance> void each(
        Class<T> type, java.util.function.Consumer<T> rule) {
      model.getModelElementsByType(type).forEach(rule);
    }

    private void fault(BaseElement element, String reason) {
      faults.add(new ModelFault(resource, element.getId(), reason));
    }

    private boolean lacksIds() {
      List<BaseElement> anonymous = new ArrayList<>();
      each(Process.class, anonymous::add);
      each(FlowElement.class, anonymous::add);
      anonymous.removeIf(element -> element.getId() != null);
      for (BaseElement element : anonymous) {
        faults.add(
            new ModelFault(
                resource,
                "?",
                "phần tử %s chưa có mã (id)".formatted(element.getDomElement().getLocalName())));
      }
      return !anonymous.isEmpty();
    }

    private void checkProcess(Process process) {
      if (!process.getId().matches(PROCESS_ID)) {
        fault(process, "mã quy trình phải là tiếng Anh không dấu, viết hoa chữ đầu");
      }
      String file = resource.substring(resource.lastIndexOf('/') + 1);
      if (!file.equals(process.getId() + ".bpmn")) {
        fault(process, "tệp phải có tên " + process.getId() + ".bpmn");
      }
      if (!process.isExecutable()) {
        fault(process, "quy trình chưa đặt isExecutable");
      }
      if (process.getCamundaHistoryTimeToLiveString() == null) {
        fault(process, "chưa đặt thời gian lưu lịch sử (historyTimeToLive)");
      }
      boolean assigns =
          process.getExtensionElements() != null
              && process.getExtensionElements().getDomElement().getChildElements().stream()
                  .anyMatch(
                      listener ->
                          "start".equals(listener.getAttribute("event"))
                              && String.valueOf(listener.getAttribute("expression"))
                                  .contains("dutyWorkflow.assign"));
      boolean calledForDuties =
          DutyDeclarations.properties(process).containsKey("assignedByCaller");
      if (!DutyDeclarations.dutyCalls(model).isEmpty() && !assigns && !calledForDuties) {
        fault(
            process,
            "quy trình có nhiệm vụ phải giao chúng khi bắt đầu: executionListener start"
                + " ${dutyWorkflow.assign(execution)}, hoặc thuộc tính assignedByCaller");
      }
    }

    private void checkDrawn(FlowElement element) {
      if (!element.getId().matches(ID)) {
        fault(element, "mã phần tử phải là tiếng Anh không dấu");
      }
      boolean drawn =
          element instanceof SequenceFlow
              ? model.getModelElementsByType(BpmnEdge.class).stream()
                  .anyMatch(edge -> element.equals(edge.getBpmnElement()))
              : !(element instanceof FlowNode)
                  || model.getModelElementsByType(BpmnShape.class).stream()
                      .anyMatch(shape -> element.equals(shape.getBpmnElement()));
      if (!drawn) {
        fault(element, "chưa được vẽ trong sơ đồ");
      }
    }

    private void checkCondition(ModelElementInstance condition) {
      if (condition.getDomElement().getAttribute("language") != null) {
        fault(owner(condition), "không được dùng script trong điều kiện");
      }
    }

    private void checkUserTask(UserTask task) {
      checkForm(task, task.getCamundaFormKey());
      if (task.getCamundaFormKey() == null) {
        fault(task, "việc của người dùng phải có biểu mẫu (formKey)");
      }
      if (task.getCamundaCandidateGroups() == null) {
        fault(task, "chưa khai báo đơn vị thực hiện (candidateGroups)");
      }
      if (task.getCamundaDueDate() == null) {
        fault(task, "chưa khai báo hạn hoàn thành (dueDate)");
      }
      if (!task.isCamundaAsyncAfter()) {
        fault(task, "phải đặt asyncAfter để người dùng không gặp lỗi khóa");
      }
      if (task.getId().equals("PerformDuty") && !escalates(task)) {
        fault(task, "thiếu sự kiện biên hẹn giờ (không ngắt) ghi nhận quá hạn");
      }
    }

    private boolean escalates(UserTask task) {
      return model.getModelElementsByType(BoundaryEvent.class).stream()
          .anyMatch(
              event ->
                  event.getAttachedTo().equals(task)
                      && !event.cancelActivity()
                      && event.getEventDefinitions().stream()
                          .anyMatch(TimerEventDefinition.class::isInstance)
                      && !event.getOutgoing().isEmpty());
    }

    private void checkForm(FlowElement element, String formKey) {
      if (formKey == null) {
        return;
      }
      if (!formKey.startsWith(FORM_PREFIX)) {
        fault(element, "biểu mẫu phải có dạng " + FORM_PREFIX + "Tên.html");
        return;
      }
      String file = formKey.substring(FORM_PREFIX.length());
      if (!context.getResource("classpath:static/forms/" + file).exists()) {
        fault(element, "không có biểu mẫu forms/" + file);
      }
      if (element instanceof UserTask && !file.equals(element.getId() + ".html")) {
        fault(element, "biểu mẫu của việc phải có tên " + element.getId() + ".html");
      }
    }

    private void checkCall(CallActivity call) {
      String called = call.getCalledElement();
      if (called == null || !processes.contains(called)) {
        fault(call, "gọi quy trình «" + called + "» không tồn tại");
      }
      if (DutyDeclarations.DUTY_PROCESS.equals(called)) {
        checkDuty(call);
      }
    }

    private void checkDuty(CallActivity call) {
      Map<String, String> properties = DutyDeclarations.properties(call);
      for (String name : REQUIRED) {
        if (properties.getOrDefault(name, "").isBlank()) {
          fault(call, "nhiệm vụ thiếu thuộc tính «" + name + "»");
        }
      }
      if (DutyDeclarations.directive(call) == null) {
        fault(call, "quy trình chứa nhiệm vụ thiếu thuộc tính «directive»");
      }
      if (call.getName() == null || call.getName().isBlank()) {
        fault(call, "nhiệm vụ chưa có tên");
      }
      if (DutyDeclarations.documentation(call).isBlank()) {
        fault(call, "nhiệm vụ chưa nói phải làm gì (documentation)");
      }
      for (String flag : FLAGS) {
        if (!properties.getOrDefault(flag, "").matches("|true|false")) {
          fault(call, "thuộc tính «" + flag + "» phải là true hoặc false");
        }
      }
      for (String variable : PASSED_ON) {
        if (Stream.ofNullable(call.getExtensionElements())
            .flatMap(extensions -> extensions.getChildElementsByType(CamundaIn.class).stream())
            .noneMatch(in -> variable.equals(in.getCamundaTarget()))) {
          fault(call, "nhiệm vụ không truyền biến «" + variable + "» (camunda:in)");
        }
      }
      String clause = properties.getOrDefault("clause", "");
      if (!clause.isBlank()) {
        checkClause(call, clause);
      }
      try {
        DutyDeclarations.metrics(properties.getOrDefault("metrics", ""));
      } catch (IllegalArgumentException e) {
        fault(call, "thuộc tính «metrics»: " + e.getMessage());
      }
    }

    private void checkClause(CallActivity call, String clause) {
      if (!call.getId().equals("Duty_" + clause.replace('.', '_'))) {
        fault(call, "mã phải là Duty_" + clause.replace('.', '_') + " theo điểm " + clause);
      }
      String before = clauses.put(clauseKey(call), resource);
      if (before != null) {
        fault(call, "điểm " + clause + " đã được khai báo trong " + before);
      }
    }

    private void checkRule(BusinessRuleTask task) {
      if (task.getCamundaDecisionRef() == null) {
        fault(task, "chưa khai báo bảng quyết định (decisionRef)");
      }
    }

    /** Every attribute and text that holds an expression, wherever it stands. */
    private void checkExpressions(org.camunda.bpm.model.xml.instance.ModelElementInstance element) {
      checkExpressions(element.getDomElement(), "?");
    }

    private void checkExpressions(
        org.camunda.bpm.model.xml.instance.DomElement element, String ownerId) {
      String id = element.getAttribute("id");
      String owner = id == null || isDefinition(element) ? ownerId : id;
      List.of(
              "expression",
              "sourceExpression",
              "businessKey",
              "value",
              "name",
              "calledElement",
              "decisionRef",
              "topic",
              "delegateExpression",
              "candidateGroups",
              "candidateUsers",
              "assignee",
              "dueDate",
              "followUpDate",
              "priority",
              "jobPriority",
              "collection",
              "formKey")
          .forEach(
              attribute ->
                  // On elements of Camunda's own namespace both are the same attribute.
                  Stream.of(
                          element.getAttribute(attribute), element.getAttribute(CAMUNDA, attribute))
                      .distinct()
                      .forEach(text -> check(text, owner)));
      checkDelegate(element, owner);
      if (element.getChildElements().isEmpty()) {
        check(element.getTextContent(), owner);
      }
      element.getChildElements().forEach(child -> checkExpressions(child, owner));
    }

    /** Event definitions and the like have ids of their own, but people know the event. */
    private boolean isDefinition(org.camunda.bpm.model.xml.instance.DomElement element) {
      return element.getLocalName().endsWith("EventDefinition")
          || element.getLocalName().endsWith("Expression");
    }

    /** A bean or class that is to do the work, of a task or of a listener. */
    private void checkDelegate(
        org.camunda.bpm.model.xml.instance.DomElement element, String owner) {
      attribute(element, "delegateExpression")
          .flatMap(expressions::missingDelegate)
          .ifPresent(reason -> faults.add(new ModelFault(resource, owner, reason)));
      attribute(element, "class")
          .filter(
              name ->
                  !name.startsWith(OWN_CLASSES)
                      || !ClassUtils.isPresent(name, context.getClassLoader()))
          .ifPresent(
              name ->
                  faults.add(new ModelFault(resource, owner, "lớp «" + name + "» không tồn tại")));
      // The engine's own workers run commands of the machine and send mail.
      Optional.ofNullable(element.getAttribute(CAMUNDA, "type"))
          .ifPresent(
              type ->
                  faults.add(
                      new ModelFault(resource, owner, "không được dùng kiểu việc «" + type + "»")));
    }

    private static Optional<String> attribute(
        org.camunda.bpm.model.xml.instance.DomElement element, String name) {
      return Optional.ofNullable(element.getAttribute(CAMUNDA, name))
          .or(() -> Optional.ofNullable(element.getAttribute(name)));
    }

    private void check(String text, String owner) {
      if (text != null && (text.contains("${") || text.contains("#{"))) {
        expressions
            .faults(text.strip())
            .forEach(reason -> faults.add(new ModelFault(resource, owner, reason)));
      }
    }

    private BaseElement owner(ModelElementInstance inner) {
      ModelElementInstance element = inner.getParentElement();
      while (!(element instanceof FlowElement) && !(element instanceof Process)) {
        element = element.getParentElement();
      }
      return (BaseElement) element;
    }
  }
}
