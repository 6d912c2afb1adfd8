package io.receivables.dunning.dunningcase.model;

import io.receivables.dunning.policy.model.PolicyLevel;
import java.util.List;
import java.util.Optional;

/** Outcome of a due case: the case afterwards, the level that fires now (if any), and the levels passed over by it. */
public record Firing(DunningCase after, Optional<PolicyLevel> level, List<PolicyLevel> skipped) {}
