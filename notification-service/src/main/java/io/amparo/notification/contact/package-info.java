/** The mail that invites a person to become a contact of a customer. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.contact;
