package vn.dondoc.engine;

import java.util.List;
import java.util.Set;

/**
 * New versions of models were deployed that declare these duties. Published inside the transaction
 * of the deployment: a listener that fails undoes it.
 *
 * @param leads codes of the units that lead the directives of these models
 */
public record DutiesDeployed(List<DutyDeclaration> declarations, Set<String> leads) {}
