package vn.dondoc.engine;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.instance.DomElement;

/** The rule that every decision table keeps: it is written in FEEL, which cannot reach Java. */
final class DecisionCheck {

  private static final Set<String> FEEL =
      Set.of(
          "feel",
          "http://www.omg.org/spec/FEEL/20140401",
          "http://www.omg.org/spec/DMN/20180521/FEEL/",
          "https://www.omg.org/spec/DMN/20191111/FEEL/");

  private DecisionCheck() {}

  /** What is wrong with the table in this file. */
  static List<ModelFault> faults(String resource, byte[] content) {
    List<ModelFault> faults = new ArrayList<>();
    try {
      check(
          Dmn.readModelFromStream(new ByteArrayInputStream(content)).getDocument().getRootElement(),
          "?",
          resource,
          faults);
    } catch (ModelException e) {
      faults.add(new ModelFault(resource, "?", "không đọc được DMN: " + e.getMessage()));
    }
    return faults;
  }

  private static void check(
      DomElement element, String ownerId, String resource, List<ModelFault> faults) {
    String id = element.getAttribute("id");
    String owner = id == null ? ownerId : id;
    String language = element.getAttribute("expressionLanguage");
    if (language != null && !FEEL.contains(language)) {
      faults.add(
          new ModelFault(
              resource,
              owner,
              "bảng quyết định chỉ viết bằng FEEL, không dùng «" + language + "»"));
    }
    element.getChildElements().forEach(child -> check(child, owner, resource, faults));
  }
}
