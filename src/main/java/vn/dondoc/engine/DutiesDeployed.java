package vn.dondoc.engine;

import java.util.List;

/**
 * New versions of models were deployed that declare these duties. Published inside the transaction
 * of the deployment: a listener that fails undoes it.
 */
public record DutiesDeployed(List<DutyDeclaration> declarations) {}
