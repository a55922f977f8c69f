/**
 * The faces of the model that an operator sees through JMX: MXBeans of open types only, each attribute, operation and
 * parameter described. What a monitor needs is an attribute, because a read-only user may invoke nothing.
 */
package adit.management;
