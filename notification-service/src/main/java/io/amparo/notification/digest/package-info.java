/** The daily summary: one mail with the notices that a person does not want one by one. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.digest;
