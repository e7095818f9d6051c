/** What each person has chosen: channels, daily summary, quiet hours, language and time zone. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.preference;
