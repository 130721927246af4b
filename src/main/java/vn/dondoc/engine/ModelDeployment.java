package vn.dondoc.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys everything under {@code processes/} at start, under names that do not depend on whether
 * the application runs from a jar or from its class folder; Camunda's own deployment uses absolute
 * file names in the latter, and so a new version of everything at every move. Nothing is deployed
 * when nothing has changed.
 */
@Component
@Order(20)
class ModelDeployment implements Preparation {

  private static final String ROOT = "processes/";

  private final RepositoryService repository;

  ModelDeployment(RepositoryService repository) {
    this.repository = repository;
  }

  @Override
  public void prepare() throws IOException {
    DeploymentBuilder deployment =
        repository
            .createDeployment()
            .name("Đôn Đốc")
            .source("processes")
            .enableDuplicateFiltering(true);
    for (Resource model : models()) {
      try (InputStream content = model.getInputStream()) {
        deployment.addInputStream(stableName(model), content);
      }
    }
    deployment.deploy();
  }

  private static List<Resource> models() throws IOException {
    var resolver = new PathMatchingResourcePatternResolver();
    List<Resource> models = new ArrayList<>();
    for (String kind : List.of("bpmn", "dmn")) {
      models.addAll(Arrays.asList(resolver.getResources("classpath*:" + ROOT + "**/*." + kind)));
    }
    models.sort(Comparator.comparing(ModelDeployment::stableName));
    return models;
  }

  /** The path from {@code processes/} on, e.g. {@code processes/shared/Duty.bpmn}. */
  private static String stableName(Resource model) {
    try {
      String url = model.getURL().toString();
      return url.substring(url.lastIndexOf("/" + ROOT) + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
