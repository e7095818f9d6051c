SwaggerUIBundle({
  url: "/openapi",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
});
