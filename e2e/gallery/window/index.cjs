// Opens the gallery's page: nothing of the program runs here but its components.
const { app, BrowserWindow } = require('electron');

app.setPath('userData', process.env.BENCHTOP_GALLERY_PROFILE);
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true });
  window.loadURL(process.env.BENCHTOP_GALLERY_URL);
});
