module.exports = {
  title: 'Orchard',
  url: 'https://orchard.example.com',
  baseUrl: '/',
  presets: [['classic', { docs: { routeBasePath: '/' } }]],
};
