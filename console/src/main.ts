import { createApp } from 'vue';
import App from './app/App.vue';
import './app/style.css';

createApp(App).mount('#app');
