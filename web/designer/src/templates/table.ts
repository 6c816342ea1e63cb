/**
 * What the gallery knows of its templates. Each is a manifest of its own beside this file.
 *
 * @module
 */

import type { Kind } from "@preflight/core";

/** A template. */
export interface Template {
  /** The name of its file, without `.json`. */
  file: string;
  title: string;
  /** What it is for. */
  purpose: string;
  kind: Kind;
  /** Its colour, where its kind has one. */
  color?: string;
}

/** Every template, in the order of the gallery. */
export const TEMPLATES: Template[] = [
  {
    file: "messenger-contact",
    title: "Contact form",
    purpose: "Name, address and a question: the least that lets agents answer.",
    kind: "widget-configuration",
    color: "#0056B3",
  },
  {
    file: "messenger-lead",
    title: "Lead form with consent",
    purpose: "Qualifies people who are interested: choices, radio buttons and a consent of their own.",
    kind: "widget-configuration",
    color: "#7A1F5C",
  },
  {
    file: "messenger-returning",
    title: "Returning customer",
    purpose: "Asks for the customer number, and carries source and campaign in hidden fields.",
    kind: "widget-configuration",
    color: "#1B6E53",
  },
  {
    file: "messenger-dark-brand",
    title: "Dark brand",
    purpose: "A nearly black brand colour with round corners, and a call back for those who want one.",
    kind: "widget-configuration",
    color: "#14213D",
  },
  {
    file: "messenger-arabic",
    title: "Arabic support form",
    purpose: "Right to left, with labels and choices in Arabic and keys that programs read.",
    kind: "widget-configuration",
    color: "#00594C",
  },
  {
    file: "card-order",
    title: "Order on its way",
    purpose: "Tells when a parcel comes, with what a guest may do about it.",
    kind: "rich-card",
  },
  {
    file: "card-appointment",
    title: "Appointment",
    purpose: "Time and place, buttons to confirm or move it, and a link that shows the way.",
    kind: "rich-card",
  },
  {
    file: "card-survey",
    title: "Survey in one press",
    purpose: "Quick replies from very good to not good, after a conversation.",
    kind: "rich-card",
  },
  {
    file: "card-outage",
    title: "Outage notice",
    purpose: "Markdown with a list: what is wrong, until when, and what guests need not do.",
    kind: "rich-card",
  },
  {
    file: "card-choices",
    title: "Choice of plans",
    purpose: "Several offers in containers, each with its own button, as in a carousel.",
    kind: "rich-card",
  },
  {
    file: "agent-crm",
    title: "Customer pane",
    purpose: "A tall pane beside the conversation that shows who the agent talks to.",
    kind: "agent-widget",
  },
  {
    file: "agent-knowledge",
    title: "Knowledge base",
    purpose: "A wide pane that finds articles for the question being asked.",
    kind: "agent-widget",
  },
  {
    file: "channel-support",
    title: "Support portal",
    purpose: "Messaging on the pages of a help centre, with consent, routed to one queue.",
    kind: "channel",
  },
  {
    file: "channel-strict",
    title: "Strict security",
    purpose: "For signed-in customers: one origin alone, consent required, a compact theme.",
    kind: "channel",
  },
  {
    file: "variables-vip",
    title: "VIP context",
    purpose: "Tells agents and routing that this is a valued customer, types held by a key matrix.",
    kind: "participant-variables",
  },
  {
    file: "variables-order",
    title: "Order context",
    purpose: "The order a conversation is about: reference, total, state; numbers and booleans typed.",
    kind: "participant-variables",
  },
];
