/** Rosters: who is on duty for a rung of the escalation ladder. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.roster;
