// Completes a sign-in: in the hidden frame of a page that renews its token, or in this window, which then returns to its page.
new oidc.UserManager(document.body.dataset)
  .signinCallback()
  .then((user) => user && location.replace(user.state), () => window === window.parent && location.replace("/board"));
