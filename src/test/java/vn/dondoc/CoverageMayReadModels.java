package vn.dondoc;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import vn.dondoc.engine.Preparation;

/**
 * The coverage listener reads the model of what it sees with the rights of whoever acts: lets
 * everybody read models.
 */
public class CoverageMayReadModels {

  @Bean
  @Order(100)
  Preparation modelsAreReadable(AuthorizationService authorizations) {
    return () -> {
      Authorization all = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
      all.setResource(Resources.PROCESS_DEFINITION);
      all.setResourceId(Authorization.ANY);
      all.addPermission(Permissions.READ);
      authorizations.saveAuthorization(all);
    };
  }
}
