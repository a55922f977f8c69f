/** Who is it? Users, passwords and groups, how they are verified, and how guessing is slowed; pure. */
package adit.auth;
