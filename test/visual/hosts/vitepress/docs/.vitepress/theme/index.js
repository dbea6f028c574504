import Theme from 'vitepress/theme';
import './portico.css';

export default Theme;
