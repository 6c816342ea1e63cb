/** The document as a form. */
export function FormView() {
  return <p class="empty">There is no form yet.</p>;
}
