package io.amparo.entitlement.plan;

/** An SLA plan that is published. */
record Plan(String id, int version) {}
