/** Replays of past tickets under another SLA plan. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.replay;
